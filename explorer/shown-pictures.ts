/** Pictures of the explorer with their titles and tables. */
import { axisText, curvePicture, equalPowerPicture, measureText, type Beside } from '../pictures/index.js';
import type { Curve, EqualPower } from '../src-engine/result/curve-data.js';
import type { ModelSpec } from '../src-engine/spec/model-spec.js';
import type { PanelPicture } from './picture-panel.js';
import { curveTableElement, equalPowerTable } from './tables.js';
import { sentenceCase } from '../language/presentation/prose/sentence-case.js';

export function shownCurve(curve: Curve, spec: ModelSpec, beside: Beside | null, reads: boolean): PanelPicture {
    return {
        title: sentenceCase(`${measureText(curve)} against ${axisText(curve, spec)}`),
        draw: options => curvePicture(curve, spec, options, beside),
        table: () => curveTableElement(curve, spec),
        reads
    };
}

export function shownEqualPower(lines: EqualPower, spec: ModelSpec, reads: boolean): PanelPicture {
    return {
        title: lines.budget ? 'Designs of equal power, and designs for the budget' : 'Designs of equal power',
        draw: options => equalPowerPicture(lines, spec, options),
        table: () => equalPowerTable(lines, spec),
        reads
    };
}

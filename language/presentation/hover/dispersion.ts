import { families as engineFamilies } from '../../../src-engine/family/families.js';
import { families } from '../../knowledge/families.js';
import { standardErrorOf } from '../prose/confidence-interval.js';
import { escapeComment, lines, paragraphs } from '../notation/markdown.js';
import { findParameter, type ModelView } from '../model-view.js';
import { formatCertified, formatValue } from '../notation/numbers.js';
import { stateNote } from './numbers-state.js';
import { precisionLine, varianceLines } from './variance-lines.js';

/** φ: its meaning in this family, and its precision. Markdown. */
export function dispersionHover(view: ModelView, doc: string | null): string {
    const { spec, analysis } = view;
    const family = families[spec.family.name];
    const meaning =
        family.arguments.find(argument => argument.name === 'phi')?.meaning ?? 'dispersion φ: 1 in this family, and no parameter';
    const parameter = findParameter(view, 'phi');
    const standardError = parameter && standardErrorOf(parameter);
    const { phi } = spec.family;
    const isResidualVariance = engineFamilies[spec.family.name].isNormal;
    return paragraphs(
        `**phi** (φ) = ${formatValue(phi)}, ${meaning.replace(' φ', '')}`,
        stateNote(view),
        lines(
            parameter && precisionLine(view.spec, parameter),
            isResidualVariance &&
                `As a standard deviation: ${formatValue(Math.sqrt(phi), 4)}${standardError ? `, SE ${formatCertified(standardError.value / (2 * Math.sqrt(phi)), standardError.error / (2 * Math.sqrt(phi)), 3)}` : ''}`
        ),
        doc && escapeComment(doc),
        parameter && analysis && varianceLines(view, parameter, analysis, 'φ')
    );
}

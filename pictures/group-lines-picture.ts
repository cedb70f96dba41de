/** Simulated groups with their lines, which show the influence of random effects on a response. */
import { families } from '../src-engine/family/families.js';
import * as Plot from '@observablehq/plot';
import { formatValue } from '../language/presentation/notation/numbers.js';
import { unitsOf } from '../language/presentation/prose/plural.js';
import type { GroupLines } from '../src-engine/index.js';
import type { ModelSpec } from '../src-engine/spec/model-spec.js';
import { accent, colours, legend, legendHeight, picture, quiet, type LegendEntry, type PictureOptions } from './picture.js';

export function groupLinesPicture(lines: GroupLines, spec: ModelSpec, options: PictureOptions): SVGSVGElement {
    const { group, predictor } = lines;
    const unit = unitsOf(group, 1);
    const { mean, hasTrials } = families[spec.family.name];
    const isShare = mean === 'probability';
    // Single zeros and ones show nothing beside a probability.
    const showsDots = !isShare || hasTrials;
    const entries: LegendEntry[] = [
        {
            label: predictor === null ? `each ${unit}` : `a line for each ${unit}`,
            colour: colours.refined,
            dash: 'none',
            isDot: predictor === null
        },
        { label: 'without random effects', colour: accent, dash: 'none' },
        ...(showsDots ? [{ label: 'observations', colour: quiet, dash: 'none', isDot: true }] : [])
    ];
    const response = isShare ? 'probability' : 'response';
    const frame = {
        marginTop: legendHeight(entries, options.width) + 8,
        marginLeft: 62,
        marginRight: 16,
        marginBottom: 38,
        y: {
            ...(isShare ? { domain: [0, 1] } : {}),
            label: response, labelAnchor: 'center' as const, labelArrow: 'none' as const, grid: true, ticks: 5, nice: true, tickFormat: (y: number) => formatValue(Number(y.toPrecision(6)))
        } // prettier-ignore
    };
    const key = legend(options.document, entries, options.width);
    if (predictor === null) {
        const order = lines.lines.map(([value = 0], index) => ({ value, index })).sort((a, b) => a.value - b.value);
        const place = new Map(order.map(({ index }, position) => [index, position + 1]));
        const means = order.map(({ value }, position) => ({ at: position + 1, value }));
        const dots = lines.observations.map(({ response: value, unit: index }) => ({ at: place.get(index)!, value }));
        return picture(options, describe(lines, response, unit), {
            ...frame,
            x: { label: `${unitsOf(group)}, from the lowest to the highest`, labelAnchor: 'center', labelArrow: 'none', ticks: 0 },
            marks: [
                key,
                ...(showsDots ? [Plot.dot(dots, { x: 'at', y: 'value', r: 1.4, fill: quiet, fillOpacity: 0.45 })] : []),
                Plot.ruleY(lines.population, { stroke: accent, strokeWidth: 2 }),
                Plot.dot(means, { x: 'at', y: 'value', r: 3.2, fill: colours.refined })
            ]
        });
    }
    const drawn = lines.lines.flatMap((values, unit) => values.map((value, i) => ({ at: lines.at[i]!, value, unit })));
    const dots = lines.observations.map(({ at, response: value }) => ({ at, value }));
    return picture(options, describe(lines, response, unit), {
        ...frame,
        x: { label: predictor, labelAnchor: 'center', labelArrow: 'none', ticks: Math.max(3, Math.floor(options.width / 90)) },
        marks: [
            key,
            ...(showsDots ? [Plot.dot(dots, { x: 'at', y: 'value', r: 1.4, fill: quiet, fillOpacity: 0.4 })] : []),
            Plot.lineY(drawn, { x: 'at', y: 'value', z: 'unit', stroke: colours.refined, strokeOpacity: 0.55, strokeWidth: 1 }),
            Plot.lineY(
                lines.population.map((value, i) => ({ at: lines.at[i]!, value })),
                { x: 'at', y: 'value', stroke: accent, strokeWidth: 2.4 }
            )
        ]
    });
}

function describe({ lines, predictor, population }: GroupLines, response: string, unit: string): string {
    const ends = lines.map(values => values.at(-1) ?? 0);
    const where = predictor === null ? '' : ` at the largest ${predictor}`;
    const along = predictor === null ? '' : ` against ${predictor}`;
    return `Expected ${response}${along} of ${lines.length} simulated units (a ${unit} each): from ${formatValue(Math.min(...ends), 3)} to ${formatValue(Math.max(...ends), 3)}${where}, ${formatValue(population.at(-1) ?? 0, 3)} without random effects.`;
}

/** Designs of equal power, and the designs that the budget allows. */
import * as Plot from '@observablehq/plot';
import { formatPercent, formatValue } from '../language/presentation/notation/numbers.js';
import { nounOf } from '../language/presentation/prose/size-text.js';
import { testLabel } from '../language/presentation/prose/test-label.js';
import type { EqualPower } from '../src-engine/result/curve-data.js';
import type { ModelSpec } from '../src-engine/spec/model-spec.js';
import { accent, colours, dashes, legend, legendHeight, picture, quiet, type LegendEntry, type PictureOptions } from './picture.js';

interface Point {
    n: number;
    count: number;
}

/** Lines of equal power as points, with the marks drawn for them. */
interface Drawing {
    equalPower: EqualPower;
    lines: { power: number; isTarget: boolean; points: Point[] }[];
    leading: Point[];
    budget: Point[];
    /** The range of the ordinate. */
    domain: [number, number];
}

/** Null if no line has two points. */
export function equalPowerPicture(equalPower: EqualPower, spec: ModelSpec, options: PictureOptions): SVGSVGElement | null {
    const drawing = drawingOf(equalPower);
    if (drawing === null) {
        return null;
    }
    const { document, width } = options;
    const { group, n } = equalPower;
    const entries = legendEntries(drawing);
    return picture(options, describe(equalPower, spec), {
        marginTop: legendHeight(entries, width) + 8,
        marginLeft: 62,
        marginRight: 44,
        marginBottom: 38,
        x: {
            type: 'log',
            label: `n, ${nounOf(spec, { quantity: 'n', kind: 'n' })}`,
            labelAnchor: 'center',
            labelArrow: 'none',
            ticks: roundNumbers(n[0]!, n.at(-1)!, width / 70),
            tickFormat: (x: number) => formatValue(x)
        },
        y: {
            type: 'log',
            domain: drawing.domain,
            label: nounOf(spec, { quantity: group, kind: 'count' }),
            labelAnchor: 'center',
            labelArrow: 'none',
            grid: true,
            ticks: roundNumbers(...drawing.domain, 6),
            tickFormat: (y: number) => formatValue(y)
        },
        marks: [legend(document, entries, width), ...lineMarks(drawing), ...designMarks(equalPower)]
    });
}

/** Space above and below the lines of equal power. Other lines end at its limits. */
const margin = 1.1;

function drawingOf(equalPower: EqualPower): Drawing | null {
    const { n, here, best } = equalPower;
    const points = (counts: readonly (number | null)[] | null): Point[] =>
        (counts ?? []).flatMap((count, i) => (count === null ? [] : [{ n: n[i]!, count }]));
    const lines = equalPower.lines.map(line => ({ ...line, points: points(line.counts) })).filter(line => line.points.length > 1);
    if (lines.length === 0) {
        return null;
    }
    const counts = [...lines.flatMap(line => line.points), ...(here ? [here] : []), ...(best ? [best] : [])].map(({ count }) => count);
    const domain: [number, number] = [Math.min(...counts) / margin, Math.max(...counts) * margin];
    const within = (all: Point[]): Point[] => all.filter(({ count }) => domain[0] <= count && count <= domain[1]);
    return { equalPower, lines, leading: within(points(equalPower.leading)), budget: within(points(equalPower.budget)), domain };
}

const budgetDash = '8 4';

function legendEntries({ equalPower: { using, here, best }, lines, leading, budget }: Drawing): LegendEntry[] {
    const target = lines.find(({ isTarget }) => isTarget);
    return [
        { label: 'equal power', colour: colours[using], dash: dashes[using] },
        ...(target && leading.length > 1
            ? [{ label: `${formatPercent(target.power)} by the leading term`, colour: colours.leading, dash: dashes.leading }]
            : []),
        ...(budget.length > 1 ? [{ label: 'the budget', colour: quiet, dash: budgetDash }] : []),
        ...(here ? [{ label: 'the design', colour: accent, dash: 'none', isDot: true }] : []),
        ...(best ? [{ label: 'the best design', colour: colours.exact, dash: 'none', isDot: true }] : [])
    ];
}

/** The lines, each with its power at its right end. */
function lineMarks({ equalPower: { using }, lines, leading, budget }: Drawing): Plot.Markish[] {
    return [
        ...(budget.length > 1 ? [line(budget, quiet, budgetDash, 1.5)] : []),
        ...(leading.length > 1 ? [line(leading, colours.leading, dashes.leading, 1.5)] : []),
        ...lines.map(({ points, isTarget }) => line(points, colours[using], dashes[using], isTarget ? 2.4 : 1.1)),
        Plot.text(
            lines.map(({ power, points }) => ({ ...points.at(-1)!, power })),
            {
                x: 'n',
                y: 'count',
                dx: 5,
                textAnchor: 'start',
                fontSize: 11,
                fill: colours[using],
                text: ({ power }: { power: number }) => formatPercent(power)
            }
        )
    ];
}

function line(data: Point[], colour: string, dash: string, strokeWidth: number): Plot.Markish {
    return Plot.lineY(data, {
        x: 'n',
        y: 'count',
        stroke: colour,
        strokeWidth,
        curve: 'monotone-x',
        ...(dash === 'none' ? {} : { strokeDasharray: dash })
    });
}

/** The design of the file, and the best one. */
function designMarks({ here, best }: EqualPower): Plot.Markish[] {
    return [
        ...(here ? [Plot.dot([here], { x: 'n', y: 'count', r: 4, fill: accent })] : []),
        ...(best ? [Plot.dot([best], { x: 'n', y: 'count', r: 4, fill: colours.exact })] : [])
    ];
}

/** 1, 2, 5, 10, …; only powers of ten if there are many. */
function roundNumbers(from: number, to: number, most: number): number[] {
    const decades = Array.from({ length: 20 }, (_, k) => 10 ** k);
    const within = (steps: readonly number[]): number[] =>
        decades.flatMap(ten => steps.map(step => step * ten)).filter(x => from <= x && x <= to);
    const [fine, coarse] = [within([1, 2, 5]), within([1])];
    return fine.length <= most || coarse.length < 2 ? fine : coarse;
}

function describe({ test, group, lines, here, best }: EqualPower, spec: ModelSpec): string {
    const powers = lines.map(({ power }) => formatPercent(power)).join(', ');
    const at = (what: string, design: { n: number; count: number } | null): string =>
        design
            ? ` ${what} has ${formatValue(design.count)} ${nounOf(spec, { quantity: group, kind: 'count' }, design.count)} and n = ${formatValue(design.n)}.`
            : '';
    return `Lines of equal power (${powers}) for ${testLabel(spec, test)}, in n and in ${nounOf(spec, { quantity: group, kind: 'count' })}.${at('The design', here)}${at('The best design', best)}`;
}

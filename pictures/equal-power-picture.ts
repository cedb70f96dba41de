/** Designs of equal power, with what the budget pays for. */
import * as Plot from '@observablehq/plot';
import { formatPercent, formatValue } from '../language/presentation/notation/numbers.js';
import { nounOf } from '../language/presentation/notation/size-text.js';
import { testLabel } from '../language/presentation/notation/test-label.js';
import type { EqualPower } from '../src-engine/result/curve-data.js';
import type { ModelSpec } from '../src-engine/spec/model-spec.js';
import { accent, colours, dashes, legend, legendHeight, picture, quiet, type LegendEntry, type PictureOptions } from './picture.js';

interface Point {
    n: number;
    count: number;
}

/** Null where no line has two points. */
export function equalPowerPicture(equalPower: EqualPower, spec: ModelSpec, options: PictureOptions): SVGSVGElement | null {
    const { group, using, n, here, best } = equalPower;
    const { document, width } = options;
    const points = (counts: readonly (number | null)[] | null): Point[] =>
        (counts ?? []).flatMap((count, i) => (count === null ? [] : [{ n: n[i]!, count }]));
    const lines = equalPower.lines.map(line => ({ ...line, points: points(line.counts) })).filter(line => line.points.length > 1);
    if (lines.length === 0) {
        return null;
    }
    const target = lines.find(({ isTarget }) => isTarget);
    const highest = Math.max(...lines.flatMap(line => line.points.map(({ count }) => count)), here?.count ?? 0, best?.count ?? 0);
    const shown = [...lines.flatMap(line => line.points), ...(here ? [here] : []), ...(best ? [best] : [])];
    const lowest = Math.min(...shown.map(({ count }) => count));
    const within = (all: Point[]): Point[] => all.filter(({ count }) => lowest / 1.1 <= count && count <= highest * 1.1);
    const leading = within(points(equalPower.leading));
    const budget = within(points(equalPower.budget));
    const entries: LegendEntry[] = [
        { label: 'equal power', colour: colours[using], dash: dashes[using] },
        ...(target && leading.length > 1
            ? [{ label: `${formatPercent(target.power)} by the leading term`, colour: colours.leading, dash: dashes.leading }]
            : []),
        ...(budget.length > 1 ? [{ label: 'the budget', colour: quiet, dash: '8 4' }] : []),
        ...(here ? [{ label: 'the design', colour: accent, dash: 'none', isDot: true }] : []),
        ...(best ? [{ label: 'the best design', colour: colours.exact, dash: 'none', isDot: true }] : [])
    ];
    const line = (data: Point[], colour: string, dash: string, strokeWidth: number) =>
        Plot.lineY(data, {
            x: 'n',
            y: 'count',
            stroke: colour,
            strokeWidth,
            curve: 'monotone-x',
            ...(dash === 'none' ? {} : { strokeDasharray: dash })
        });
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
            domain: [lowest / 1.1, highest * 1.1],
            label: nounOf(spec, { quantity: group, kind: 'count' }),
            labelAnchor: 'center',
            labelArrow: 'none',
            grid: true,
            ticks: roundNumbers(lowest / 1.1, highest * 1.1, 6),
            tickFormat: (y: number) => formatValue(y)
        },
        marks: [
            legend(document, entries, width),
            ...(budget.length > 1 ? [line(budget, quiet, '8 4', 1.5)] : []),
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
            ),
            ...(here ? [Plot.dot([here], { x: 'n', y: 'count', r: 4, fill: accent })] : []),
            ...(best ? [Plot.dot([best], { x: 'n', y: 'count', r: 4, fill: colours.exact })] : [])
        ]
    });
}

/** 1, 2, 5, 10, …; of many the powers of ten alone. */
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

/** The pictures of a model, each with its numbers. */
import { accuracyName, variancesBy } from '../language/presentation/prose/accuracy-text.js';
import { accuracies } from '../src-engine/result/by-accuracy.js';
import { formatCount, formatPercent, formatValue, noNumber } from '../language/presentation/notation/numbers.js';
import { list } from '../language/presentation/prose/enumeration.js';
import { unitsOf } from '../language/presentation/prose/plural.js';
import { powerText } from '../language/presentation/prose/power-text.js';
import { nounOf } from '../language/presentation/prose/size-text.js';
import { testLabel } from '../language/presentation/prose/test-label.js';
import {
    axisText,
    covariancePicture,
    curvePicture,
    equalPowerPicture,
    goalText,
    groupLinesPicture,
    measureText
} from '../pictures/index.js';
import type { ResponseCovariance, Curve, EqualPower, GroupLines, ModelSpec } from '../src-engine/index.js';
import type { Figure, Table } from './document.js';
import { sentenceCase } from '../language/presentation/prose/sentence-case.js';

const width = 460;
const height = 290;
/** The table of a curve has about this many rows. */
const mostRows = 12;
/** What a count that the budget pays for exactly may lack. */
const rounding = 1e-9;

export function curveFigure(curve: Curve, spec: ModelSpec): Figure {
    const what =
        curve.measure === 'power'
            ? `Power of the test of ${goalText(curve, spec)}`
            : `${sentenceCase(measureText(curve))} for ${goalText(curve, spec)}`;
    return {
        kind: 'figure',
        caption: [`${what} against ${axisText(curve, spec)}, all else as in the design.`],
        width,
        height,
        draw: options => curvePicture(curve, spec, options),
        numbers: curveNumbers(curve, spec, what)
    };
}

function curveNumbers(curve: Curve, spec: ModelSpec, what: string): Table {
    const known = accuracies.filter(accuracy => curve.values[accuracy].some(value => value !== null));
    const step = Math.max(1, Math.ceil(curve.at.length / mostRows));
    // Where no accuracy has a number, as at n = 1 with degrees of freedom below 1, a row would only raise questions.
    const isKnown = (i: number): boolean => known.some(accuracy => curve.values[accuracy][i] !== null);
    const isChosen = (at: number, i: number): boolean => at === curve.here || (isKnown(i) && (i % step === 0 || i === curve.at.length - 1));
    const rows = curve.at.flatMap((at, i) => (isChosen(at, i) ? [{ at, i }] : []));
    const text = (value: number | null): string =>
        value === null ? noNumber : curve.measure === 'power' ? powerText(value) : formatValue(value, 3);
    return {
        kind: 'table',
        caption: [`${what} against ${axisText(curve, spec)}, all else as in the design.`],
        columns: [
            { title: axisText(curve, spec), align: 'right' },
            ...known.map(accuracy => ({ title: accuracyName(accuracy, spec), align: 'right' as const }))
        ],
        rows: rows.map(({ at, i }) => [
            [at === curve.here ? { strong: formatValue(at) } : formatValue(at)],
            ...known.map(accuracy => [text(curve.values[accuracy][i] ?? null)])
        ])
    };
}

export function equalPowerFigure(equalPower: EqualPower, spec: ModelSpec): Figure {
    const { test, group, using, lines, n, budget, bestDiffersIn } = equalPower;
    // The headline may be exact where these are refined: at every n exact variances would take too long.
    const how = `by ${variancesBy[using]}`;
    const noun = nounOf(spec, { quantity: group, kind: 'count' });
    const number = (value: number | null): string => (value === null ? noNumber : formatValue(value, 4));
    const paid = (value: number | null): string => (value === null || value < 1 ? noNumber : formatCount(Math.floor(value + rounding)));
    const elsewhere =
        bestDiffersIn.length === 0
            ? ''
            : ` The best design is not shown: it has other numbers of ${list(bestDiffersIn.map(other => unitsOf(other)))} than these lines.`;
    return {
        kind: 'figure',
        caption: [
            `Designs with the same power for the test of ${testLabel(spec, test)}, ${how}: ${noun} against n${budget ? ', and the designs that cost the budget' : ''}. Both axes are logarithmic.${elsewhere}`
        ],
        width,
        height,
        draw: options => equalPowerPicture(equalPower, spec, options),
        numbers: {
            kind: 'table',
            caption: [
                `${sentenceCase(noun)} (${how}, not rounded) for each power of the test of ${testLabel(spec, test)}, at each n${budget ? '; in the last column the most whole ones that the budget pays for' : ''}.`
            ],
            columns: [
                { title: 'n', align: 'right' },
                ...lines.map(({ power }) => ({ title: formatPercent(power), align: 'right' as const })),
                ...(budget ? [{ title: 'for the budget', align: 'right' as const }] : [])
            ],
            rows: n.map((size, i) => [
                [formatValue(size)],
                ...lines.map(({ counts }) => [number(counts[i] ?? null)]),
                ...(budget ? [[paid(budget[i] ?? null)]] : [])
            ])
        }
    };
}

export function covarianceFigure(structure: ResponseCovariance): Figure {
    const shown = [
        ...structure.groups.map(({ group, shown }) => `${shown} ${unitsOf(group, shown)}`),
        `${structure.observations.shown} observation${structure.observations.shown === 1 ? '' : 's'} in each`
    ];
    const part = structure.capped ? ' Only a part of the design is shown.' : '';
    return {
        kind: 'figure',
        caption: [
            `Covariance matrix of the responses of ${shown.join(', ')}: rows and columns are observations, and a stronger colour means a larger covariance. Observations of empty cells are uncorrelated.${part}`
        ],
        width: 300,
        height: 320,
        draw: options => covariancePicture(structure, options),
        numbers: {
            kind: 'table',
            caption: ['Covariances of the responses of two observations, as sums of variance components.'],
            columns: [
                { title: 'covariance', align: 'right' },
                { title: 'variance components', align: 'left' }
            ],
            rows: [...structure.entries]
                .filter(({ value }) => value !== 0)
                .sort((a, b) => b.value - a.value)
                .slice(0, mostRows)
                .map(({ value, parts }) => [
                    [formatValue(value, 4)],
                    [
                        parts
                            .map(
                                ({ component, coefficient }) =>
                                    `${coefficient === 1 ? '' : `${formatValue(coefficient, 3)} × `}${structure.components[component]!.name}`
                            )
                            .join(' + ')
                    ]
                ])
        }
    };
}

export function groupLinesFigure(lines: GroupLines, spec: ModelSpec): Figure {
    const { group, predictor } = lines;
    const what =
        predictor === null
            ? `of ${lines.lines.length} simulated ${unitsOf(group)}`
            : `against ${predictor} in ${lines.lines.length} simulated ${unitsOf(group)}, one line for each`;
    return {
        kind: 'figure',
        caption: [
            `Expected response ${what}. The differences are random effects: more observations in each do not average them out, more ${unitsOf(group)} do.`
        ],
        width,
        height,
        draw: options => groupLinesPicture(lines, spec, options),
        numbers: null
    };
}

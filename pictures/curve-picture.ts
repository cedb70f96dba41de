/** Power, or the width of an interval, as a function of one number of the design. */
import * as Plot from '@observablehq/plot';
import { accuracyName } from '../language/presentation/prose/accuracy-text.js';
import { accuracies } from '../src-engine/result/by-accuracy.js';
import { formatCount, formatPercent, formatValue } from '../language/presentation/notation/numbers.js';
import { powerText } from '../language/presentation/prose/power-text.js';
import { nounOf } from '../language/presentation/prose/size-text.js';
import { testLabel } from '../language/presentation/prose/test-label.js';
import type { Curve } from '../src-engine/result/curve-data.js';
import type { Accuracy, ModelSpec } from '../src-engine/spec/model-spec.js';
import { accent, colours, dashes, legend, legendHeight, picture, quiet, type LegendEntry, type PictureOptions } from './picture.js';

interface Point {
    at: number;
    value: number;
    accuracy: Accuracy;
}

/** The curve of another model, in the accuracy of its answers. */
export interface Beside {
    curve: Curve;
    label: string;
}

/** A distance that nobody can see in a picture. */
const gap = 2e-3;

/** A curve and the marks drawn for it. */
interface Drawing {
    curve: Curve;
    spec: ModelSpec;
    using: Accuracy;
    /** The accuracies whose curves differ visibly. */
    shown: Accuracy[];
    /** The curve of the other model; empty if there is none. */
    other: Point[];
    /** The position of the design. */
    here: { at: number; value: number } | null;
}

/** Null if no accuracy has two points. */
export function curvePicture(curve: Curve, spec: ModelSpec, options: PictureOptions, beside: Beside | null = null): SVGSVGElement | null {
    const using = curve.using;
    if (using === null || pointsOf(curve, using).length < 2) {
        return null;
    }
    const { document, width, reads = false } = options;
    const shown = accuracies.filter(accuracy => accuracy === using || differs(curve, accuracy));
    const other = beside?.curve.using ? pointsOf(beside.curve, beside.curve.using) : [];
    const drawing: Drawing = { curve, spec, using, shown, other, here: hereOf(curve, using) };
    const entries = legendEntries(drawing, beside);
    return picture(options, describe(curve, spec, using, drawing.here), {
        marginTop: legendHeight(entries, width) + 8,
        marginLeft: 62,
        marginRight: 16,
        marginBottom: 38,
        x: {
            ...centred,
            label: axisText(curve, spec),
            ticks: Math.max(3, Math.floor(width / 90)),
            tickFormat: (x: number) => formatValue(x),
            nice: false
        },
        y: ordinate(drawing),
        marks: [
            legend(document, entries, width),
            ...targetMarks(curve),
            ...shown.map(accuracy => accuracyLine(curve, accuracy, using)),
            ...otherLine(other),
            ...hereMarks(drawing),
            ...(reads ? readingMarks(drawing) : [])
        ]
    });
}

/** Axis labels are centred and have no arrow. */
const centred = { labelAnchor: 'center', labelArrow: 'none' } as const;

function legendEntries({ shown, other, here, spec }: Drawing, beside: Beside | null): LegendEntry[] {
    return [
        ...shown.map(accuracy => ({ label: accuracyName(accuracy, spec), colour: colours[accuracy], dash: dashes[accuracy] })),
        ...(other.length > 1 ? [{ label: beside!.label, colour: accent, dash: otherDash }] : []),
        ...(here ? [{ label: 'the design', colour: accent, dash: 'none', isDot: true }] : [])
    ];
}

/** Powers from 0 to 1; intervals from the narrowest possible one to the widest one worth showing. */
function ordinate({ curve, using, shown, other }: Drawing): Plot.ScaleOptions {
    if (curve.measure === 'power') {
        return {
            ...centred,
            domain: [0, 1],
            label: 'power',
            grid: true,
            ticks: 5,
            tickFormat: (y: number) => formatPercent(Number(y.toFixed(6)))
        };
    }
    const drawn = [...shown.flatMap(accuracy => pointsOf(curve, accuracy)), ...other];
    const top = Math.max(...drawn.map(({ value }) => value), curve.target ?? 0);
    return {
        ...centred,
        domain: [lowest(curve), Math.min(top, widest(curve, using))],
        clamp: true,
        label: measureText(curve),
        grid: true,
        ticks: 5,
        tickFormat: (y: number) => formatValue(Number(y.toPrecision(6)))
    };
}

/** The smallest possible value of the measure: a factor of 1 is an interval without width. */
const lowest = ({ measure }: Curve): number => (measure === 'factor' ? 1 : 0);

/** The goal as a horizontal line with its number. */
function targetMarks({ target, measure }: Curve): Plot.Markish[] {
    if (target === null) {
        return [];
    }
    const text = measure === 'power' ? formatPercent(target) : formatValue(target);
    return [
        Plot.ruleY([target], { stroke: quiet, strokeDasharray: '2 2' }),
        Plot.text([target], {
            y: (y: number) => y,
            frameAnchor: 'left',
            dx: 4,
            dy: -7,
            textAnchor: 'start',
            fill: quiet,
            fontSize: 11,
            text: () => `goal ${text}`
        })
    ];
}

function accuracyLine(curve: Curve, accuracy: Accuracy, using: Accuracy): Plot.Markish {
    return Plot.lineY(pointsOf(curve, accuracy), {
        x: 'at',
        y: 'value',
        stroke: colours[accuracy],
        strokeWidth: accuracy === using ? 2.2 : 1.5,
        curve: 'monotone-x',
        ...(dashes[accuracy] === 'none' ? {} : { strokeDasharray: dashes[accuracy] })
    });
}

const otherDash = '10 4';

function otherLine(other: Point[]): Plot.Markish[] {
    return other.length > 1
        ? [
              Plot.lineY(other, {
                  x: 'at',
                  y: 'value',
                  stroke: accent,
                  strokeWidth: 1.5,
                  strokeDasharray: otherDash,
                  curve: 'monotone-x'
              })
          ]
        : [];
}

function hereMarks({ curve, here }: Drawing): Plot.Markish[] {
    return here
        ? [
              Plot.ruleX([here], { x: 'at', y1: lowest(curve), y2: 'value', stroke: accent, strokeOpacity: 0.5 }),
              Plot.dot([here], { x: 'at', y: 'value', fill: accent, r: 3.5 })
          ]
        : [];
}

/** The pointer shows the values at the nearest point. */
function readingMarks({ curve, spec, using, shown }: Drawing): Plot.Markish[] {
    const points = pointsOf(curve, using);
    return [
        Plot.ruleX(points, Plot.pointerX({ x: 'at', stroke: quiet, strokeDasharray: '2 2' })),
        Plot.tip(
            points,
            Plot.pointerX({
                x: 'at',
                y: 'value',
                title: (point: Point) => readingOf(curve, spec, point.at, shown),
                fill: 'var(--picture-ground)'
            })
        )
    ];
}

function pointsOf(curve: Curve, accuracy: Accuracy): Point[] {
    return curve.at.flatMap((at, i) => {
        const value = curve.values[accuracy][i] ?? null;
        return value === null ? [] : [{ at, value, accuracy }];
    });
}

/** Whether a curve differs visibly from the one in use. */
function differs(curve: Curve, accuracy: Accuracy): boolean {
    const own = curve.values[accuracy];
    const used = curve.values[curve.using!];
    return own.some(
        (value, i) =>
            value !== null && (used[i] == null || Math.abs(value - used[i]) > gap * (curve.measure === 'power' ? 1 : Math.abs(value)))
    );
}

/** Intervals of the smallest designs would flatten all other curves. */
function widest(curve: Curve, using: Accuracy): number {
    const values = pointsOf(curve, using)
        .map(({ value }) => value)
        .sort((a, b) => a - b);
    const middle = values[Math.floor(values.length / 2)] ?? Infinity;
    return curve.measure === 'factor' ? 1 + 4 * (Math.max(middle, curve.target ?? 1) - 1) : 4 * Math.max(middle, curve.target ?? 0);
}

function hereOf({ here, at, values }: Curve, using: Accuracy): { at: number; value: number } | null {
    const value = here === null ? null : (values[using][at.indexOf(here)] ?? null);
    return here === null || value === null ? null : { at: here, value };
}

export function axisText({ quantity, kind }: Pick<Curve, 'quantity' | 'kind'>, spec: ModelSpec): string {
    return kind === 'n' ? `n, ${nounOf(spec, { quantity, kind })}` : nounOf(spec, { quantity, kind });
}

/** The label of the ordinate. */
export function measureText({ measure }: Pick<Curve, 'measure'>): string {
    return measure === 'power' ? 'power' : measure === 'halfwidth' ? 'half-width of the interval' : 'factor of the interval';
}

/** The test, or the quantity of the interval. */
export function goalText({ goal: { kind, index } }: Pick<Curve, 'goal'>, spec: ModelSpec): string {
    return kind === 'test' ? testLabel(spec, index) : (spec.precisions[index]?.text ?? '');
}

const valueText = ({ measure }: Curve, value: number): string => (measure === 'power' ? powerText(value) : formatValue(value, 3));

/** All accuracies at one point. */
function readingOf(curve: Curve, spec: ModelSpec, at: number, shown: readonly Accuracy[]): string {
    const i = curve.at.indexOf(at);
    const lines = shown.flatMap(accuracy => {
        const value = curve.values[accuracy][i] ?? null;
        return value === null ? [] : [`${accuracyName(accuracy, spec)}: ${valueText(curve, value)}`];
    });
    return [
        `${curve.kind === 'effect' ? `${curve.quantity} = ${formatValue(at, 4)}` : `${formatCount(at)} ${nounOf(spec, curve, at)}`}`,
        ...lines
    ].join('\n');
}

function describe(curve: Curve, spec: ModelSpec, using: Accuracy, here: { at: number; value: number } | null): string {
    const points = pointsOf(curve, using);
    const [first, last] = [points[0]!, points.at(-1)!];
    const from = `${valueText(curve, first.value)} at ${formatValue(first.at)}`;
    const to = `${valueText(curve, last.value)} at ${formatValue(last.at)}`;
    const design = here ? `; the design has ${valueText(curve, here.value)} at ${formatValue(here.at)}` : '';
    return `Curve of ${measureText(curve)} for ${goalText(curve, spec)} against ${axisText(curve, spec)}: from ${from} to ${to}${design}.`;
}

import type { LawRule, LawRuleFailure, LawRuleOptions } from './expectation-rule.js';
import { gaussLegendre, tanhSinh, type IntervalRule } from '../numeric/quadrature/interval-rule.js';
import type { Line } from './line.js';
import { integrandWindow, logSizeBound } from './window.js';
import {
    cellsOfInterval,
    depthOfWindow,
    largestOrder,
    leastInfinitePower,
    leastPole,
    lengthOfTanhSinh,
    levelRatio,
    mostStepsOfLine,
    orderOfPiece,
    orderOfUniform,
    orderPerStep,
    stepOfTanhSinh
} from './limits.js';
import { tanhSinhReach, tanhSinhReachAtZero } from '../numeric/limits.js';
import { endPower, innerPole, movedOffPoles, sizeBeside } from './poles.js';

/** The rule of a continuous law on its line: trapezoidal, or by pieces where there are breakpoints or singularities inside the window. */
export function lineRule(line: Line, options: LawRuleOptions): LawRule | LawRuleFailure {
    const { logEnvelope } = options;
    const pole = poleOnLine(line, options);
    if (pole !== undefined) {
        return { infinite: 'inside', at: pole };
    }
    const step = line.step / levelRatio ** options.level;
    const logSize = logEnvelope
        ? (k: number): number =>
              logSizeBound(
                  line.logWeight(k * step),
                  sizeBeside(logEnvelope, line.x(k * step), [line.x((k - 0.25) * step), line.x((k + 0.25) * step)])
              )
        : (k: number): number => line.logWeight(k * step);
    const [leftLimit, rightLimit] = line.limits;
    const left = { limit: Math.max(0, -leftLimit / step), endless: true };
    const window = integrandWindow(logSize, left, { limit: Math.max(0, rightLimit / step), endless: true }, mostStepsOfLine);
    if (!('from' in window)) {
        return window;
    }
    const from = window.from * step;
    const to = window.to * step;
    const inside = (x: number): boolean => x > line.x(from) && x < line.x(to);
    const inner = innerPoints(options)
        .filter(inside)
        .map(x => line.invert(x));
    if (inner.length > 0) {
        const singularities = (options.singularities ?? []).filter(inside);
        const ends = [line.x(from), line.x(to)] as const;
        const rule = piecewise(line, ascending([from, ...inner, to]), singularities.map(x => line.invert(x)), options.level); // prettier-ignore
        return movedOffPoles(rule, singularities, ends, logEnvelope);
    }
    const count = window.to - window.from + 1;
    const nodes = new Float64Array(count);
    const weights = new Float64Array(count);
    for (let k = 0; k < count; k++) {
        const t = (window.from + k) * step;
        nodes[k] = line.x(t);
        weights[k] = step * Math.exp(line.logWeight(t));
    }
    return { nodes, weights };
}

/** A singularity without a moment, where the law itself matters. It is looked for before the window, which it would draw to itself. */
function poleOnLine(line: Line, { singularities = [], logEnvelope }: LawRuleOptions): number | undefined {
    return singularities.find(point => {
        const t = line.invert(point);
        const matters = line.logWeight(t) > line.logWeight(0) - depthOfWindow;
        return matters && innerPole([point], [line.x(t - line.step), line.x(t + line.step)], logEnvelope) !== undefined;
    });
}

/** Where the pieces of a rule meet. */
function innerPoints({ breakpoints = [], singularities = [] }: LawRuleOptions): number[] {
    return [...breakpoints, ...singularities];
}

function ascending(values: number[]): number[] {
    return [...new Set(values)].sort((a, b) => a - b);
}

/** Between successive ends in t: Gauss–Legendre, or tanh-sinh where an end is singular. */
function piecewise(line: Line, ends: number[], singular: number[], level: number): LawRule {
    const nodes: number[] = [];
    const weights: number[] = [];
    const add = (start: number, end: number, rule: IntervalRule): void => {
        for (const [k, share] of rule.weights.entries()) {
            const t = between(start, end, rule, k);
            nodes.push(line.x(t));
            weights.push((end - start) * share * Math.exp(line.logWeight(t)));
        }
    };
    for (let piece = 0; piece + 1 < ends.length; piece++) {
        const start = ends[piece];
        const end = ends[piece + 1];
        const steps = (end - start) / line.step;
        if (singular.includes(start) || singular.includes(end)) {
            // The finer of two steps: the one for the singularity, and the one for the law over the length of the piece.
            add(start, end, tanhSinh(Math.min(stepOfTanhSinh, lengthOfTanhSinh / steps) / levelRatio ** level));
            continue;
        }
        const wanted = (orderOfPiece + orderPerStep * steps) * levelRatio ** level;
        const panels = Math.ceil(wanted / largestOrder);
        const rule = gaussLegendre(Math.ceil(wanted / panels));
        const width = (end - start) / panels;
        for (let panel = 0; panel < panels; panel++) {
            add(start + panel * width, start + (panel + 1) * width, rule);
        }
    }
    return { nodes: Float64Array.from(nodes), weights: Float64Array.from(weights) };
}

/** The k-th node between two ends, computed from the nearer one. */
function between(start: number, end: number, rule: IntervalRule, k: number): number {
    const u = rule.fromStart[k];
    return u < 0.5 ? start + (end - start) * u : end - (end - start) * rule.fromEnd[k];
}

/** The rule of a uniform law: Gauss–Legendre, or tanh-sinh where an end is singular, on each piece between breakpoints. */
export function uniformRule(min: number, max: number, options: LawRuleOptions): LawRule | LawRuleFailure {
    const { logEnvelope } = options;
    const poles = { left: logEnvelope ? endPower(min, max, logEnvelope) : 0, right: logEnvelope ? endPower(max, min, logEnvelope) : 0 };
    for (const side of ['left', 'right'] as const) {
        if (poles[side] >= leastInfinitePower) {
            return { infinite: side };
        }
    }
    const singular = [...(options.singularities ?? [])];
    const inRange = singular.filter(x => min <= x && x <= max);
    const pole = innerPole(inRange, [min, max], logEnvelope);
    if (pole !== undefined) {
        return { infinite: 'inside', at: pole };
    }
    if (poles.left > leastPole) {
        singular.push(min);
    }
    if (poles.right > leastPole) {
        singular.push(max);
    }
    const [from, to] = logEnvelope ? envelopedPart(min, max, logEnvelope, singular) : [min, max];
    const ends = ascending([from, ...innerPoints(options).filter(x => x > from && x < to), to]);
    const refinement = levelRatio ** options.level;
    const nodes: number[] = [];
    const weights: number[] = [];
    for (let piece = 0; piece + 1 < ends.length; piece++) {
        const start = ends[piece];
        const end = ends[piece + 1];
        const rough = singular.includes(start) || singular.includes(end);
        const rule = rough
            ? tanhSinh(stepOfTanhSinh / refinement, reachOf(start, end, logEnvelope))
            : gaussLegendre(Math.round(orderOfUniform * refinement));
        const share = (end - start) / (max - min);
        for (const [k, weight] of rule.weights.entries()) {
            nodes.push(between(start, end, rule, k));
            weights.push(share * weight);
        }
    }
    const rule = { nodes: Float64Array.from(nodes), weights: Float64Array.from(weights) };
    return movedOffPoles(rule, singular, [min, max], logEnvelope);
}

/** How far a tanh-sinh rule goes. Only where the integrand grows without bound towards 0 do distances below the rounding of 1 matter. */
function reachOf(start: number, end: number, logEnvelope: LawRuleOptions['logEnvelope']): number {
    const growsTowardsZero =
        logEnvelope !== undefined &&
        ((start === 0 && endPower(start, end, logEnvelope) > leastPole) || (end === 0 && endPower(end, start, logEnvelope) > leastPole));
    return growsTowardsZero ? tanhSinhReachAtZero : tanhSinhReach;
}

/**
 * The part of [min, max] outside of which the envelope lies `depthOfWindow` below its maximum at both ends of a cell. An integrable singularity has no
 * size of its own, and the value at it would hide all other cells: there the size is taken a quarter of a cell nearer to the middle.
 */
function envelopedPart(min: number, max: number, logEnvelope: (x: number) => number, singular: readonly number[]): [number, number] {
    const at = (k: number): number => min + (max - min) * (k / cellsOfInterval);
    const inward = (k: number): number => (2 * k < cellsOfInterval ? k + 0.25 : k - 0.25);
    const sizes = Array.from({ length: cellsOfInterval + 1 }, (_, k) => logEnvelope(at(singular.includes(at(k)) ? inward(k) : k)));
    const least = Math.max(...sizes) - depthOfWindow;
    const first = sizes.findIndex(size => size > least);
    const last = sizes.findLastIndex(size => size > least);
    return first < 0 ? [min, max] : [at(Math.max(first - 1, 0)), at(Math.min(last + 1, cellsOfInterval))];
}

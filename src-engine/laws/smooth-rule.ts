import type { LawRule, LawRuleFailure, LawRuleOptions } from './law-rule.js';
import {
    gaussLegendre,
    tanhSinh,
    TANH_SINH_REACH,
    TANH_SINH_REACH_AT_ZERO,
    type IntervalRule
} from '../numeric/quadrature/interval-rule.js';
import type { Line } from './line.js';
import { WINDOW_DEPTH, integrandWindow, logSizeBound } from './window.js';
import { cellsOfInterval } from './limits.js';

/** How much finer each level is. */
const LEVEL_RATIO = 1.5;
/** The most steps to each side of a line; integrands whose integral barely exists would need more. */
const MOST_STEPS = 20_000;
/** Of the Gauss–Legendre rule on a smooth piece of a uniform law at level 0. */
const UNIFORM_ORDER = 10;
/** Of a piece of a line at level 0: the order for a piece of no length, and what each step of the trapezoidal rule adds. */
const PIECE_ORDER = 8;
const PIECE_ORDER_PER_STEP = 1.2;
/** Pieces that need more are divided evenly. */
const LARGEST_ORDER = 60;
/** Of tanh-sinh rules at level 0: the step, and what it is divided by the length of a piece in steps of the trapezoidal rule. */
const TANH_SINH_STEP = 0.15;
const TANH_SINH_LENGTH = 1.2;

/** The rule of a continuous law on its line: trapezoidal, or by pieces where there are breakpoints or singularities inside the window. */
export function lineRule(line: Line, options: LawRuleOptions): LawRule | LawRuleFailure {
    const { logEnvelope } = options;
    const step = line.step / LEVEL_RATIO ** options.level;
    const logSize = logEnvelope
        ? (k: number): number => logSizeBound(line.logWeight(k * step), logEnvelope(line.x(k * step)))
        : (k: number): number => line.logWeight(k * step);
    const [leftLimit, rightLimit] = line.limits;
    const left = { limit: Math.max(0, -leftLimit / step), endless: true };
    const window = integrandWindow(logSize, left, { limit: Math.max(0, rightLimit / step), endless: true }, MOST_STEPS);
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
        const singular = (options.singularities ?? []).filter(inside).map(x => line.invert(x));
        return piecewise(line, ascending([from, ...inner, to]), singular, options.level);
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
            add(start, end, tanhSinh(Math.min(TANH_SINH_STEP, TANH_SINH_LENGTH / steps) / LEVEL_RATIO ** level));
            continue;
        }
        const wanted = (PIECE_ORDER + PIECE_ORDER_PER_STEP * steps) * LEVEL_RATIO ** level;
        const panels = Math.ceil(wanted / LARGEST_ORDER);
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
        if (poles[side] >= LEAST_INFINITE_POWER) {
            return { infinite: side };
        }
    }
    const singular = [...(options.singularities ?? [])];
    if (poles.left > LEAST_POLE) {
        singular.push(min);
    }
    if (poles.right > LEAST_POLE) {
        singular.push(max);
    }
    const [from, to] = logEnvelope ? envelopedPart(min, max, logEnvelope, singular) : [min, max];
    const ends = ascending([from, ...innerPoints(options).filter(x => x > from && x < to), to]);
    const refinement = LEVEL_RATIO ** options.level;
    const nodes: number[] = [];
    const weights: number[] = [];
    for (let piece = 0; piece + 1 < ends.length; piece++) {
        const start = ends[piece];
        const end = ends[piece + 1];
        const rough = singular.includes(start) || singular.includes(end);
        const rule = rough
            ? tanhSinh(TANH_SINH_STEP / refinement, reachOf(start, end, logEnvelope))
            : gaussLegendre(Math.round(UNIFORM_ORDER * refinement));
        const share = (end - start) / (max - min);
        for (const [k, weight] of rule.weights.entries()) {
            nodes.push(between(start, end, rule, k));
            weights.push(share * weight);
        }
    }
    return { nodes: Float64Array.from(nodes), weights: Float64Array.from(weights) };
}

/** How far a tanh-sinh rule goes. Only where the integrand grows without bound towards 0 do distances below the rounding of 1 matter. */
function reachOf(start: number, end: number, logEnvelope: LawRuleOptions['logEnvelope']): number {
    const growsTowardsZero =
        logEnvelope !== undefined &&
        ((start === 0 && endPower(start, end, logEnvelope) > LEAST_POLE) || (end === 0 && endPower(end, start, logEnvelope) > LEAST_POLE));
    return growsTowardsZero ? TANH_SINH_REACH_AT_ZERO : TANH_SINH_REACH;
}

/** Powers of the distance from an end by which an envelope may grow there: one that makes tanh-sinh worth while, and one without an integral. */
const LEAST_POLE = 0.01;
const LEAST_INFINITE_POWER = 0.999;
const LOG_FAR_FROM_END = -30 * Math.LN2;
const LOG_NEAR_TO_END = -40 * Math.LN2;

/** The q for which an envelope grows like distance^{−q} towards an end of the support; 0 where the distance is lost in the end's rounding. */
function endPower(end: number, otherEnd: number, logEnvelope: (x: number) => number): number {
    const width = otherEnd - end;
    if (Math.abs(end) > 64 * Math.abs(width)) {
        return 0;
    }
    const at = (logDistance: number): number => logEnvelope(end + width * Math.exp(logDistance));
    const power = (at(LOG_NEAR_TO_END) - at(LOG_FAR_FROM_END)) / (LOG_FAR_FROM_END - LOG_NEAR_TO_END);
    return Number.isFinite(power) ? power : 0;
}

/**
 * The part of [min, max] outside of which the envelope lies `WINDOW_DEPTH` below its maximum at both ends of a cell. An integrable singularity has no
 * size of its own, and the value at it would hide all other cells: there the size is taken a quarter of a cell nearer to the middle.
 */
function envelopedPart(min: number, max: number, logEnvelope: (x: number) => number, singular: readonly number[]): [number, number] {
    const at = (k: number): number => min + (max - min) * (k / cellsOfInterval);
    const inward = (k: number): number => (2 * k < cellsOfInterval ? k + 0.25 : k - 0.25);
    const sizes = Array.from({ length: cellsOfInterval + 1 }, (_, k) => logEnvelope(at(singular.includes(at(k)) ? inward(k) : k)));
    const least = Math.max(...sizes) - WINDOW_DEPTH;
    const first = sizes.findIndex(size => size > least);
    const last = sizes.findLastIndex(size => size > least);
    return first < 0 ? [min, max] : [at(Math.max(first - 1, 0)), at(Math.min(last + 1, cellsOfInterval))];
}

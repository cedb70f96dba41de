import { gaussLegendre } from './gauss-legendre.js';
import { lineOf } from './line.js';
import type { Line } from './line.js';
import type { LawRule, LawRuleFailure, LawRuleOptions } from './rule.js';
import type { ContinuousLaw } from './scalar-law.js';
import { WINDOW_DEPTH, integrandWindow } from './window.js';

/** How much finer each level is. */
const LEVEL_RATIO = 1.5;
/** The most steps to each side of a line; more are asked for by integrands that barely have an integral. */
const MOST_STEPS = 20_000;
/** Of the Gauss–Legendre rule on a smooth piece of a uniform law at level 0. */
const UNIFORM_ORDER = 10;
/** Of a piece of a line at level 0: the order for a piece of no length, and what each step of the trapezoidal rule adds. */
const PIECE_ORDER = 8;
const PIECE_ORDER_PER_STEP = 1.2;
/** Pieces that need more are divided evenly. */
const LARGEST_ORDER = 60;

/** The rule of a continuous law on its line: trapezoidal, or by pieces where there are breakpoints inside the window. */
export function lineRule(law: Exclude<ContinuousLaw, { law: 'uniform' }>, options: LawRuleOptions): LawRule | LawRuleFailure {
    const line = lineOf(law);
    const { logEnvelope } = options;
    const step = line.step / LEVEL_RATIO ** options.level;
    const logSize = logEnvelope
        ? (k: number): number => line.logWeight(k * step) + logEnvelope(line.x(k * step))
        : (k: number): number => line.logWeight(k * step);
    const [leftLimit, rightLimit] = line.limits;
    const left = { limit: Math.max(0, -leftLimit / step), endless: true };
    const window = integrandWindow(logSize, left, { limit: Math.max(0, rightLimit / step), endless: true }, MOST_STEPS);
    if (!('from' in window)) return window;
    const from = window.from * step;
    const to = window.to * step;
    const inner = (options.breakpoints ?? []).map(x => line.invert(x)).filter(t => t > from && t < to);
    if (inner.length > 0) return piecewise(line, [from, ...inner.sort((a, b) => a - b), to], options.level);
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

/** Gauss–Legendre in t between successive ends. */
function piecewise(line: Line, ends: number[], level: number): LawRule {
    const nodes: number[] = [];
    const weights: number[] = [];
    for (let piece = 0; piece + 1 < ends.length; piece++) {
        const start = ends[piece]!;
        const length = ends[piece + 1]! - start;
        const wanted = (PIECE_ORDER + (PIECE_ORDER_PER_STEP * length) / line.step) * LEVEL_RATIO ** level;
        const panels = Math.ceil(wanted / LARGEST_ORDER);
        const unit = gaussLegendre(Math.ceil(wanted / panels));
        const half = (0.5 * length) / panels;
        for (let panel = 0; panel < panels; panel++) {
            const centre = start + (2 * panel + 1) * half;
            for (const [k, u] of unit.nodes.entries()) {
                const t = centre + half * u;
                nodes.push(line.x(t));
                weights.push(half * unit.weights[k]! * Math.exp(line.logWeight(t)));
            }
        }
    }
    return { nodes: Float64Array.from(nodes), weights: Float64Array.from(weights) };
}

/** The rule of a uniform law: Gauss–Legendre on each piece between breakpoints, where the envelope is of any size. */
export function uniformRule(min: number, max: number, options: LawRuleOptions): LawRule {
    const [from, to] = options.logEnvelope ? envelopedPart(min, max, options.logEnvelope) : [min, max];
    const inner = (options.breakpoints ?? []).filter(x => x > from && x < to);
    const ends = [from, ...inner.sort((a, b) => a - b), to];
    const unit = gaussLegendre(Math.round(UNIFORM_ORDER * LEVEL_RATIO ** options.level));
    const order = unit.nodes.length;
    const nodes = new Float64Array(order * (ends.length - 1));
    const weights = new Float64Array(nodes.length);
    for (let piece = 0; piece + 1 < ends.length; piece++) {
        const centre = 0.5 * ends[piece]! + 0.5 * ends[piece + 1]!;
        const half = 0.5 * ends[piece + 1]! - 0.5 * ends[piece]!;
        for (let k = 0; k < order; k++) {
            nodes[piece * order + k] = centre + half * unit.nodes[k]!;
            weights[piece * order + k] = (half / (max - min)) * unit.weights[k]!;
        }
    }
    return { nodes, weights };
}

/** Into how many cells an interval is divided to find where the envelope matters. */
const CELLS = 64;

/** The part of [min, max] outside of which the envelope lies `WINDOW_DEPTH` below its maximum at both ends of a cell. */
function envelopedPart(min: number, max: number, logEnvelope: (x: number) => number): [number, number] {
    const at = (k: number): number => min + (max - min) * (k / CELLS);
    const sizes = Array.from({ length: CELLS + 1 }, (_, k) => logEnvelope(at(k)));
    const least = Math.max(...sizes) - WINDOW_DEPTH;
    const first = sizes.findIndex(size => size > least);
    const last = sizes.findLastIndex(size => size > least);
    return first < 0 ? [min, max] : [at(Math.max(first - 1, 0)), at(Math.min(last + 1, CELLS))];
}

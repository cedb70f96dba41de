/** From a model and its design to the asymptotic variance of every parameter. */
import { attempt, emptyAnalysis, frame, groupCount, groupSize, isReason, missing, missingParameter, reasonOf } from './analysis-frame.js';
import type { Analysis, AnalysisOptions, LeadingSummand, LeadingVariance, ParameterAnalysis, Reason } from './analysis.js';
import { blockMembership, type BlockMembership } from './blocks.js';
import { differentiate, type Lookup } from './delta-method.js';
import { dispersionVariance, hasDispersion } from './dispersion.js';
import { groupModel, type GroupModel } from './group-model.js';
import { leadingA, type LeadingA } from './leading-a.js';
import type { IntegralOptions } from './information-integral.js';
import { leadingB, type LeadingB } from './leading-b.js';
import { type Matrix } from './linear-algebra.js';
import type { ModelSpec, RandomEffectsSpec } from './model-spec.js';
import { NotAvailable } from './not-available.js';
import { normalQuantile } from './special/normal-distribution.js';
import { InvalidSpec } from './term.js';
import { freeEntries, varianceComponents } from './variance-components.js';

/** The order of a leading summand: 1/m, 1/(mn), or 1/n for a model without groups. */
interface Order {
    text: string;
    /** The divisor at the design's sizes, or what is missing for it. */
    divisor: number | Reason;
}

/** A block of parameters whose leading covariance is `covariance` × order. */
interface Block {
    order: Order;
    /** By parameter position. */
    members: number[];
    covariance: Matrix | Reason;
    /** Relative. */
    error: number;
}

/**
 * The leading asymptotic variances of all parameters, with certified errors, and what follows from them. Total: what can't be had is null, with
 * the reason beside it, and never NaN.
 *
 * Units: those of the parameters, squared. Accuracy: 1e-10 relative (`options.accuracy`) where the budget allows, else what `error` says.
 */
export function analyze(spec: ModelSpec, options: AnalysisOptions = {}): Analysis {
    try {
        return new Analyzer(spec, options).analyze();
    } catch (error) {
        return emptyAnalysis(spec, reasonOf(error));
    }
}

/** Which of the structures with a formula the model has, or why there is none. */
function structureReason(spec: ModelSpec): Reason | null {
    if (spec.random.length < 2) return null;
    return { code: 'structure', structure: spec.random.some(block => block.within !== null) ? 'levels' : 'crossed' };
}

class Analyzer {
    private readonly level: number;
    private readonly integral: IntegralOptions;
    private readonly blocks: Block[] = [];
    private readonly parameters: Omit<ParameterAnalysis, 'leading' | 'twoTerm' | 'refined' | 'exact' | 'standardError' | 'interval'>[] = [];
    private readonly formulas: string[] = [];
    private readonly integrals: Analysis['integrals'] = [];
    private readonly perGroup: Order;
    private readonly perObservation: Order;

    constructor(
        private readonly spec: ModelSpec,
        options: AnalysisOptions
    ) {
        this.level = options.level ?? 0.95;
        this.integral = {
            accuracy: options.accuracy ?? 1e-10,
            budget: options.budget ?? 2e8,
            shouldStop: options.shouldStop ?? (() => false)
        };
        const m = groupCount(spec);
        const n = groupSize(spec.design.n);
        this.perGroup = { text: '1/m', divisor: m };
        this.perObservation =
            spec.random.length === 0
                ? { text: '1/n', divisor: n }
                : { text: '1/(m n)', divisor: typeof m !== 'number' ? m : typeof n !== 'number' ? n : m * n };
    }

    analyze(): Analysis {
        const { spec } = this;
        const missing = structureReason(spec);
        if (missing) return emptyAnalysis(spec, missing);
        const model = attempt(() => groupModel(spec));
        const membership = attempt(() => blockMembership(spec));
        const a = this.part(model, m => leadingA(m, this.integral));
        const b: LeadingB | Reason = this.part(model, m => {
            const misplaced = !isReason(membership) && membership.find((member, i) => member.belongs !== spec.fixed[i].block);
            if (misplaced) throw new NotAvailable({ code: 'wrong-block', effect: misplaced.effect });
            return m.effectsB.length === 0 ? emptyB : leadingB(m, this.integral);
        });
        if (!isReason(b) && b !== emptyB) this.integrals.push(b.report);
        this.addFixed(a, b, isReason(membership) ? [] : membership);
        for (const random of spec.random) this.addVarianceComponents(random);
        if (hasDispersion(spec.family)) this.addDispersion();

        const parameters = this.parameters.map((_, i) => this.finish(i, new Map([[i, 1]]), this.parameters[i].value, this.formulas[i]));
        parameters.push(...spec.derived.map(derived => this.derive(derived.name, derived.quantity)));
        return {
            ...frame(spec),
            parameters,
            covariance: this.covariance(spec.fixed.length),
            integrals: this.integrals,
            reason: isReason(model) ? model : isReason(b) ? b : isReason(a) ? a : null
        };
    }

    private part<T>(model: GroupModel | Reason, compute: (model: GroupModel) => T): T | Reason {
        return isReason(model) ? model : attempt(() => compute(model));
    }

    private addFixed(a: LeadingA | Reason, b: LeadingB | Reason, membership: readonly BlockMembership[]): void {
        const { spec } = this;
        const { phi } = spec.family;
        const scaled = hasDispersion(spec.family);
        const own = spec.random[0]?.effects ?? [];
        // With an effect that rides on another's random effect L is no longer Σ, not even on its diagonal.
        const onlyOwn = spec.fixed.every(({ name, block }) => block === 'B' || own.includes(name));
        const members = { A: [] as number[], B: [] as number[] };
        spec.fixed.forEach(({ name, block, value }, i) => {
            members[block].push(i);
            const partners = membership.find(member => member.effect === name)?.partners ?? [];
            this.parameters.push({ name, kind: 'fixed', block, value, using: 'leading', partners, reason: null });
            const at = own.indexOf(name);
            const ownVariance = own.length === 1 ? 'sigma^2/m' : `Sigma[${at + 1},${at + 1}]/m`;
            const c = scaled ? 'phi C' : 'C';
            this.formulas.push(block === 'A' ? (onlyOwn ? ownVariance : 'L/m') : spec.random.length === 0 ? `${c}/n` : `${c}/(m n)`);
        });
        const covarianceB = isReason(b) ? b : b.cB.map(row => row.map(x => x * phi));
        this.blocks.push({
            order: this.perGroup,
            members: members.A,
            covariance: isReason(a) ? a : a.covariance,
            error: isReason(a) ? 0 : a.error
        });
        this.blocks.push({
            order: this.perObservation,
            members: members.B,
            covariance: covarianceB,
            error: isReason(b) ? 0 : b.error + 1e-15
        });
    }

    private addVarianceComponents(random: RandomEffectsSpec): void {
        const { group, effects, covariance } = random;
        const start = this.parameters.length;
        const d = effects.length;
        for (const [i, j] of freeEntries(random)) {
            const variance = i === j;
            this.parameters.push({
                name: variance ? `var(${effects[i]} | ${group})` : `cov(${effects[j]}, ${effects[i]} | ${group})`,
                kind: variance ? 'variance' : 'covariance',
                block: null,
                value: covariance[i][j],
                using: 'leading',
                partners: [],
                reason: null
            });
            const [k, l] = [j + 1, i + 1];
            if (!variance) this.formulas.push(`(Sigma[${k},${k}] Sigma[${l},${l}] + Sigma[${k},${l}]^2)/m`);
            else this.formulas.push(d === 1 ? '2 sigma^4/m' : `2 Sigma[${l},${l}]^2/m`);
        }
        const count = this.parameters.length - start;
        this.blocks.push({
            order: this.perGroup,
            members: Array.from({ length: count }, (_, i) => start + i),
            covariance: attempt(() => varianceComponents(random)),
            error: 1e-15
        });
    }

    private addDispersion(): void {
        const { spec } = this;
        const { phi } = spec.family;
        const position = this.parameters.length;
        this.parameters.push({ name: 'phi', kind: 'dispersion', block: null, value: phi, using: 'leading', partners: [], reason: null });
        const over = spec.random.length === 0 ? 'n' : '(m n)';
        this.formulas.push(
            spec.family.name === 'gamma' ? `phi^4/((trigamma(1/phi) - phi) ${spec.random.length === 0 ? 'n' : 'm n'})` : `2 phi^2/${over}`
        );
        const variance = dispersionVariance(spec.family);
        const covariance: Block['covariance'] =
            0 < variance && variance < Infinity ? [[variance]] : { code: 'not-finite', detail: 'the variance of phi' };
        this.blocks.push({ order: this.perObservation, members: [position], covariance, error: 1e-13 });
    }

    private derive(name: string, quantity: ModelSpec['derived'][number]['quantity']): ParameterAnalysis {
        const base = { name, kind: 'derived' as const, block: null, partners: [] };
        const result = attempt(() => differentiate(quantity, this.lookup));
        if (isReason(result)) return missingParameter({ ...base, value: null }, result);
        if (!Number.isFinite(result.value) || ![...result.gradient.values()].every(Number.isFinite))
            return missingParameter({ ...base, value: null }, { code: 'not-finite', detail: `${name} or its derivative` });
        this.parameters.push({ ...base, value: result.value, using: 'leading', reason: null });
        return this.finish(this.parameters.length - 1, result.gradient, result.value, 'delta method');
    }

    private readonly lookup: Lookup = quantity => {
        const wanted =
            quantity.op === 'effect'
                ? [quantity.name]
                : quantity.op === 'phi'
                  ? ['phi']
                  : quantity.effects[0] === quantity.effects[1]
                    ? [`var(${quantity.effects[0]} | ${quantity.group})`]
                    : [quantity.effects, [...quantity.effects].reverse()].map(pair => `cov(${pair.join(', ')} | ${quantity.group})`);
        const kind = quantity.op === 'effect' ? ['fixed'] : quantity.op === 'phi' ? ['dispersion'] : ['variance', 'covariance'];
        const position = this.parameters.findIndex(p => kind.includes(p.kind) && wanted.includes(p.name));
        if (0 <= position) {
            const { value, name } = this.parameters[position];
            if (value === null) throw new NotAvailable({ code: 'unknown-value', what: name });
            return { value, position };
        }
        if (quantity.op === 'covariance') return { value: 0, position: null }; // a pair that is not named is uncorrelated
        if (quantity.op === 'phi') return { value: 1, position: null };
        throw new InvalidSpec(`no parameter is named ${wanted[0]}`);
    };

    /** The leading variance of Σ gradient·parameter, and what follows. */
    private finish(position: number, gradient: ReadonlyMap<number, number>, value: number | null, formula: string): ParameterAnalysis {
        const base = this.parameters[position];
        const summands: (LeadingSummand & { divisor: number | Reason })[] = [];
        for (const { order, members, covariance, error } of this.blocks) {
            const slopes = members.map(member => gradient.get(member) ?? 0);
            if (slopes.every(slope => slope === 0)) continue;
            if (isReason(covariance)) return missingParameter(base, covariance);
            let constant = 0;
            slopes.forEach((g, i) => slopes.forEach((h, j) => (constant += g === 0 || h === 0 ? 0 : g * h * covariance[i][j])));
            // No estimate is certain: 0 is a variance too small for a double, but for derived quantities to first order, and where σ² is 0.
            const canBeZero = base.kind === 'derived' || this.spec.random.some(random => random.covariance.some((row, i) => row[i] === 0));
            if (!(Number.isFinite(constant) && (canBeZero ? 0 <= constant : 0 < constant)))
                return missingParameter(base, { code: 'not-finite', detail: `the variance of ${base.name}` });
            const known = summands.find(summand => summand.order === order.text);
            if (known) {
                known.constant += constant;
                known.error += constant * error;
            } else summands.push({ constant, error: constant * error, order: order.text, divisor: order.divisor });
        }
        const [only] = summands.length === 1 ? summands : [];
        const leading: LeadingVariance = {
            constant: only ? only.constant : null,
            constantError: only ? only.error : null,
            order: only ? only.order : null,
            formula: summands.length === 0 ? null : formula,
            terms: 1 < summands.length ? summands.map(({ constant, error, order }) => ({ constant, error, order })) : null,
            asyVar: null,
            error: null
        };
        if (summands.length === 0)
            return missingParameter(base, {
                code: 'invalid',
                detail: `the derivative of ${base.name} by every parameter is 0 at these values, so the delta method gives it no variance`
            });
        const unknown = summands.find(summand => typeof summand.divisor !== 'number');
        if (unknown) return { ...missingParameter(base, unknown.divisor as Reason), leading };
        leading.asyVar = summands.reduce((sum, s) => sum + s.constant / (s.divisor as number), 0);
        leading.error = summands.reduce((sum, s) => sum + s.error / (s.divisor as number), 0);
        const standardError = Math.sqrt(leading.asyVar);
        return {
            ...base,
            leading,
            twoTerm: missing({ code: 'not-computed' }),
            refined: missing({ code: 'not-computed' }),
            exact: missing({ code: 'not-computed' }),
            standardError,
            interval: value === null ? null : this.interval(base.kind, value, standardError)
        };
    }

    /** Wald interval; for variances and φ on the log scale, so that it stays positive. Null where it leaves the range of doubles. */
    private interval(kind: ParameterAnalysis['kind'], value: number, standardError: number): ParameterAnalysis['interval'] {
        const half = normalQuantile(0.5 + this.level / 2) * standardError;
        const positive = (kind === 'variance' || kind === 'dispersion') && 0 < value;
        const [lower, upper] = positive ? [value * Math.exp(-half / value), value * Math.exp(half / value)] : [value - half, value + half];
        return Number.isFinite(lower) && Number.isFinite(upper) ? { level: this.level, lower, upper } : null;
    }

    /** Block diagonal; null where an entry is missing. */
    private covariance(fixed: number): Analysis['covariance'] {
        const names = this.spec.fixed.map(effect => effect.name);
        const leading: (number | null)[][] = names.map(() => names.map(() => 0));
        for (const { order, members, covariance } of this.blocks) {
            if (members.some(member => fixed <= member)) continue;
            members.forEach((row, i) =>
                members.forEach((column, j) => {
                    const known = !isReason(covariance) && typeof order.divisor === 'number';
                    leading[row][column] = known ? covariance[i][j] / (order.divisor as number) : null;
                })
            );
        }
        return { names, leading, twoTerm: null, refined: null, exact: null };
    }
}

const emptyB: LeadingB = { cB: [], error: 0, report: { name: '', method: 'closed form', evaluations: 0, error: 0 } };

/**
 * Two terms and the refined form of the nested model with one grouping factor.
 *
 * Two terms: m Cov = diag(L, 2D⁺(Σ⊗Σ)D⁺ᵀ) + (φ/n)[V + M C_B Mᵀ] for (β_A, vech Σ), −(φ/n) M C_B across, and (φ/n) C_B for β_B.
 * Refined: the inverse of the same two terms kept as information; that of the fixed effects from the information of the fixed effects alone.
 *
 * Sources: the form of two terms: Maestrini, Bhaskaran & Wand (2024); the expressions by Louis' identity, and the refined form, are derived in docs/theory.md.
 */
import { isCanonical } from '../family/families.js';
import type { LeadingB } from './c-b.js';
import { type Reason, isReason } from '../result/reason.js';
import type { IntegralReport } from '../result/analysis.js';
import { parameterIndex, type JointCovariance } from '../structure/structure-result.js';
import type { GroupModel } from '../predictors/group-model.js';
import { integrate, type Integral, type Integrand, type IntegralOptions, toMatrix } from '../information/information-integral.js';
import type { LeadingA } from './leading-a.js';
import { leadingB } from './leading-b.js';
import { multiply, symmetricEigenvalues, transpose, type Matrix } from '../numeric/linear-algebra.js';
import { cholesky, inverseSpd, solveLower, solveLowerTransposed } from '../numeric/cholesky.js';
import { NotAvailable, attempt, reasonOf } from '../result/not-available.js';
import type { KeptAcrossSizes } from '../information/kept-across-sizes.js';
import { cost, RuleSearch, type RuleFound } from '../information/rule-search.js';
import { infiniteSecondTerms, secondTermsMayBeInfinite } from './infinite-second-terms.js';
import { nestedFrame, variesWithinGroup, type NestedFrame, type Sizes } from './nested-frame.js';
import { nestedIntegrand } from './nested-integrand.js';
import { isEmpty, jointInformation, nestedLayout, type NestedLayout, type NestedParts, type Stretch } from './nested-layout.js';
import { SummedEffort } from './summed-effort.js';

export interface NestedResult {
    leadingB: LeadingB;
    twoTerm: JointCovariance | Reason;
    refined: JointCovariance | Reason;
}

/** Below this many observations in a group the refined form of variance components is no approximation. */
const leastForComponents = 10;
/** Where the braces take off more than this share of the information, the terms that they leave out are no longer small. */
const mostOfBraces = 0.25;
/** A value that is no better than this has no digit to show. */
const worstError = 0.01;
/** What the parts beyond the leading term may cost, as a share of the budget. */
const secondaryShare = 0.2;

/**
 * @param groups m, the number of groups, or why it is not known
 * @throws NotAvailable where even C_B can't be had
 */
export function nestedResult(
    model: GroupModel,
    a: LeadingA,
    sizes: Sizes | Reason,
    groups: number | Reason,
    options: IntegralOptions
): NestedResult {
    const frame = nestedFrame(model, a.covariance, isReason(sizes) ? null : sizes);
    return new NestedComputation(frame, isReason(sizes) ? sizes : null, groups, options).run();
}

/** What does not depend on the sizes of groups: C_B, and what two terms are made from; null where they are infinite. */
interface SecondTerms {
    leading: LeadingB;
    computed: Computed | Reason | null;
}

interface Computed {
    parts: NestedParts;
    layout: NestedLayout;
    integral: Integral;
    found: RuleFound;
    leading: LeadingB;
    /** By part of the layout: relative error, infinite where it was given up; 0 for parts that are not there. */
    errors: { schur: number; v: number; m: number; information: number; components: number };
}

/** What has been computed at other sizes of the same design. */
const keptSecondTerms = new WeakMap<KeptAcrossSizes, SecondTerms>();

/** Whether one and two terms of this model take no integral any more. */
export const areSecondTermsKept = (kept: KeptAcrossSizes): boolean => keptSecondTerms.has(kept);

class NestedComputation {
    private readonly dA: number;
    private readonly dB: number;
    private readonly components: number;

    constructor(
        private readonly frame: NestedFrame,
        private readonly withoutSizes: Reason | null,
        private readonly groups: number | Reason,
        private options: IntegralOptions
    ) {
        this.dA = frame.model.effectsA.length;
        this.dB = frame.model.effectsB.length;
        this.components = frame.componentScores.length;
    }

    private get keptTerms(): SecondTerms | undefined {
        const { kept } = this.options;
        return kept && keptSecondTerms.get(kept);
    }

    run(): NestedResult {
        const { frame } = this;
        const { weight } = frame.model;
        // Exponential weights have an integral of S of their own, under a tilted law or in closed form; where every evaluation costs much, S
        // comes first, and the rest must not keep it waiting.
        const apart = weight.kind === 'exponential' || frame.model.foldedByPoint;
        const known = this.keptTerms?.leading;
        const separate = apart && this.dB > 0 ? (known ?? leadingB(frame.model, this.options)) : null;
        if (separate && frame.model.foldedByPoint) {
            this.options = { ...this.options, budget: this.options.budget * secondaryShare };
        }
        const parts = { schur: separate === null && this.dB > 0, secondTerms: true, information: true };
        const unwanted = this.options.refined === false ? this.notComputed() : null;
        let refusal: Reason | null = frame.whitener === null ? this.noRefined('singular') : (this.withoutSizes ?? unwanted);
        if (refusal === null) {
            try {
                return this.result(parts, separate);
            } catch (error) {
                refusal = reasonOf(error);
                if (refusal.code === 'stopped') {
                    throw error;
                }
                if (refusal.code === 'accuracy' && separate && frame.model.foldedByPoint && !this.keptTerms) {
                    return { leadingB: separate, twoTerm: this.onlyB(separate, Infinity), refined: refusal };
                }
            }
        }
        try {
            return { ...this.result({ ...parts, information: false }, separate), refined: refusal };
        } catch (error) {
            // Block B may be had where the second terms can't.
            const reason = reasonOf(error);
            if (reason.code === 'stopped' || !separate) {
                throw error;
            }
            return { leadingB: separate, twoTerm: reason, refined: reason };
        }
    }

    private result(parts: NestedParts, separate: LeadingB | null): NestedResult {
        const { kept } = this.options;
        const known = this.keptTerms;
        if (!known) {
            const { secondTerms, computed } = this.withSecondTerms(parts, separate);
            if (kept) {
                keptSecondTerms.set(kept, secondTerms);
            }
            return { leadingB: secondTerms.leading, twoTerm: this.twoTermFrom(secondTerms), refined: this.refined(computed, parts) };
        }
        const { leading } = known;
        const only = { schur: false, secondTerms: false, information: true };
        const refined = parts.information ? this.refined(this.secondary().compute(only, leading), only) : this.notComputed();
        return { leadingB: leading, twoTerm: this.twoTermFrom(known), refined };
    }

    /** What two terms are made from, and what has been integrated of the parts besides; null where that is nothing. */
    private withSecondTerms(parts: NestedParts, separate: LeadingB | null): { secondTerms: SecondTerms; computed: Computed | null } {
        const { frame } = this;
        const { tails } = frame.model.weight;
        if (infiniteSecondTerms(frame.model)) {
            if (separate && !parts.information) {
                return { secondTerms: { leading: separate, computed: null }, computed: null };
            }
            const computed = this.compute({ ...parts, secondTerms: false }, separate);
            return { secondTerms: { leading: computed.leading, computed: null }, computed };
        }
        if (tails.kind !== 'gaussian' && tails.max === Infinity) {
            const computed = this.compute(parts, separate);
            return { secondTerms: { leading: computed.leading, computed }, computed };
        }
        // Where w falls off as fast as a normal density, what may have no mean goes out as far as it can: it is integrated apart.
        const computed = this.compute({ ...parts, secondTerms: false }, separate);
        const { leading } = computed;
        const apart = attempt(() => this.secondary().compute({ schur: false, secondTerms: true, information: false }, leading));
        return { secondTerms: { leading, computed: apart }, computed };
    }

    private twoTermFrom({ leading, computed }: SecondTerms): JointCovariance | Reason {
        if (computed === null) {
            return this.onlyB(leading, Infinity);
        }
        return isReason(computed) ? computed : this.twoTerm(computed);
    }

    /** The same for what must not keep the leading term waiting. */
    private secondary(): NestedComputation {
        const { frame, withoutSizes, groups, options } = this;
        return new NestedComputation(frame, withoutSizes, groups, { ...options, budget: options.budget * secondaryShare });
    }

    private notComputed(): Reason {
        return { code: 'not-computed' };
    }

    private noRefined(structure: 'singular'): Reason {
        return { code: 'no-formula', accuracy: 'refined', structure };
    }

    private compute(parts: NestedParts, separate: LeadingB | null): Computed {
        const { frame, options } = this;
        const { model } = frame;
        const layout = nestedLayout(frame, parts);
        const schurScale = (transformB: Matrix, logScale: number): number[] =>
            separate ? this.transformedC(separate, transformB).map((row, i) => Math.exp(-logScale) / row[i]) : [];
        const effort = new SummedEffort(options);
        const search = new RuleSearch(model, {
            ...options,
            shouldStop: () => effort.shouldStop(),
            secondaryBudget: options.budget * secondaryShare,
            braces: parts.information && variesWithinGroup(frame),
            integrand: (information, rule): Integrand => {
                effort.follow(information);
                return nestedIntegrand(frame, information, rule, parts, schurScale(information.transformB, information.logScale));
            }
        });
        const found = search.run();
        effort.follow(found.information);
        const { integrand, rule, effort: searched } = found;
        const unit = cost(model, rule);
        const integral = integrate(integrand, {
            ...options,
            pilot: found.value.length === 0 ? undefined : found.value,
            shouldStop: () => effort.shouldStop(),
            budget: Math.max(1000, (options.budget - searched.spent) / unit),
            secondaryBudget: Math.max(1000, (options.budget * secondaryShare - searched.spent) / unit)
        });
        const byPart = integrand.parts.map((_, k) => (integral.errors[k] + found.errors[k]) * 1.01);
        const errorOf = (part: Stretch): number => (isEmpty(part) ? 0 : byPart[integrand.parts.findIndex(p => p.start === part.start)]);
        const errors = {
            schur: errorOf(layout.schur),
            v: errorOf(layout.v),
            m: errorOf(layout.m),
            information: errorOf(layout.information),
            components: errorOf(layout.componentInformation)
        };
        const leading = separate ?? this.leadingFrom(layout, integral, found, errors.schur);
        return { parts, layout, integral, found, leading, errors };
    }

    /** For each effect of block B in text order its place among `effectsB`. */
    private textOrder(): number[] {
        const { spec, effectsB } = this.frame.model;
        return spec.fixed.filter(effect => effect.block === 'B').map(effect => effectsB.indexOf(effect));
    }

    /** C_B in the order of `effectsB` and the units of transformed features, T_B⁻ᵀ C_B T_B⁻¹. */
    private transformedC({ cB }: LeadingB, transformB: Matrix): Matrix {
        const order = this.textOrder();
        const place = order.map((_, i) => order.indexOf(i));
        const own = place.map(i => place.map(j => cB[i][j]));
        return transpose(own.map(row => solveLowerTransposed(transformB, row))).map(row => solveLowerTransposed(transformB, row));
    }

    private leadingFrom(layout: NestedLayout, integral: Integral, found: RuleFound, error: number): LeadingB {
        const { model } = this.frame;
        const { information, rule, effort } = found;
        const evaluations = effort.evaluations + integral.evaluations * rule.count;
        const method = rule.exact && this.frame.root.length === 0 && model.collapsed.length === 0 ? 'exact sum' : 'quadrature';
        const report: IntegralReport = { name: model.effectsB.map(effect => effect.name).join(', '), method, evaluations, error };
        if (this.dB === 0) {
            return { cB: [], error: 0, report };
        }
        if (!(error < worstError)) {
            throw new NotAvailable({ code: 'accuracy', reached: Number.isFinite(error) ? error : null });
        }
        const inverse = inverseSpd(toMatrix(integral.value.subarray(layout.schur.start, layout.schur.end), this.dB));
        if (!inverse.ok) {
            throw new NotAvailable({ code: 'accuracy', reached: null });
        }
        const scale = Math.exp(-information.logScale);
        const { transformB } = information;
        const own = multiply(multiply(transpose(transformB), inverse.inverse), transformB).map(row => row.map(x => x * scale));
        if (!own.every((row, i) => row.every(Number.isFinite) && row[i] > 0)) {
            throw new NotAvailable({ code: 'not-finite', detail: 'the variance, which leaves the range of double precision' });
        }
        const order = this.textOrder();
        return { cB: order.map(i => order.map(j => own[i][j])), error, report };
    }

    /** Positions of β_A, β_B (in text order), and the components of Σ. */
    private members(): number[] {
        const { spec } = this.frame.model;
        const of = (block: 'A' | 'B'): number[] => spec.fixed.flatMap((effect, i) => (effect.block === block ? [i] : []));
        const index = parameterIndex(spec);
        const at = spec.random.indexOf(this.frame.model.random!);
        const { start } = index.components[at];
        return [...of('A'), ...of('B'), ...Array.from({ length: this.components }, (_, i) => start + i)];
    }

    private twoTerm({ layout, integral, found, leading, errors }: Computed): JointCovariance | Reason {
        if (typeof this.groups !== 'number') {
            return this.groups;
        }
        if (this.withoutSizes) {
            return this.withoutSizes;
        }
        const { frame, dA, dB, components, groups: m } = this;
        const { phi, sizes } = frame;
        const q = dA + components;
        const { information } = found;
        const meanN = sizes!.reduce((sum, s) => sum + s.probability * s.n, 0);
        const meanInverse = sizes!.reduce((sum, s) => sum + s.probability / s.n, 0);
        const second = phi * Math.exp(-information.logScale) * meanInverse;
        const v = toMatrix(integral.value.subarray(layout.v.start, layout.v.end), q);
        // M with β_B in its own units and in text order.
        const order = this.textOrder();
        const mTransformed = Array.from({ length: q }, (_, a) =>
            Array.from({ length: dB }, (__, b) => integral.value[layout.m.start + a * dB + b])
        );
        const mOwn = mTransformed.map(row => solveLower(information.transformB, row));
        const mText = mOwn.map(row => order.map(i => row[i]));
        const { cB } = leading;
        const cTransformed = this.transformedC(leading, information.transformB).map(row =>
            row.map(x => x * Math.exp(information.logScale))
        );
        const mc = dB === 0 ? mText : multiply(mText, cB);
        const t = q + dB;
        const lead = (i: number, j: number): number =>
            i < dA && j < dA ? frame.leadingA[i][j] : dA <= i && dA <= j ? frame.leadingComponents[i - dA][j - dA] : 0;
        const place = (i: number): number => (i < dA ? i : i + dB); // A, then B, then the components
        const covariance: Matrix = Array.from({ length: t }, () => new Array<number>(t).fill(0));
        const fixedError = new Array<number>(t).fill(0);
        for (let i = 0; i < q; i++) {
            for (let j = 0; j < q; j++) {
                let both = 0;
                for (let b = 0; b < dB; b++) {
                    both += mc[i][b] * mText[j][b];
                }
                covariance[place(i)][place(j)] = (lead(i, j) + second * v[i][j] + (phi / meanN) * both) / m;
            }
            for (let b = 0; b < dB; b++) {
                covariance[place(i)][dA + b] = covariance[dA + b][place(i)] = (-phi / meanN / m) * mc[i][b];
            }
            // |δM_ib| ≤ error √(V_ii S_bb), in transformed features.
            const own = new Array<number>(dB);
            order.forEach((at, b) => (own[at] = mc[i][b]));
            let slope = 0;
            let quadratic = 0;
            solveLowerTransposed(information.transformB, own).forEach((x, b) => {
                slope += 2 * Math.abs(x) * errors.m * Math.sqrt(v[i][i] / cTransformed[b][b]);
                quadratic += mc[i][b] * mText[i][b];
            });
            fixedError[place(i)] = (second * v[i][i] * errors.v + (phi / meanN) * (slope + leading.error * Math.abs(quadratic))) / m;
        }
        for (let b = 0; b < dB; b++) {
            for (let c = 0; c < dB; c++) {
                covariance[dA + b][dA + c] = (phi * cB[b][c]) / (m * meanN);
            }
            fixedError[dA + b] = (leading.error + 1e-15) * covariance[dA + b][dA + b];
        }
        if (!(Math.max(errors.v, errors.m) < worstError) || !covariance.every(row => row.every(Number.isFinite))) {
            return this.onlyB(leading, Math.max(errors.v, errors.m));
        }
        const errorsOf = covariance.map((row, i) => fixedError[i] + 1e-14 * Math.abs(row[i]));
        return { members: this.members(), covariance, errors: errorsOf, simulated: false, standing: this.standing() };
    }

    /**
     * The largest share of the information without braces that the braces take off. They are the first term of a geometric series, so that the
     * error is about its square; with weights of a heavy-tailed law it passes 1. Gaussian responses are exempt: the form is as good as exact there.
     */
    private shareOfBraces(information: Matrix, braces: Matrix): number {
        if (this.frame.model.weight.kind === 'constant') {
            return 0;
        }
        const before = information.map((row, i) => row.map((x, j) => x + braces[i][j]));
        const factor = cholesky(before);
        if (!factor.ok) {
            return Infinity;
        }
        const half = transpose(braces).map(column => solveLower(factor.lower, column));
        const whitened = transpose(half).map(column => solveLower(factor.lower, column));
        return Math.max(0, ...symmetricEigenvalues(whitened));
    }

    /** Block B has no second term; that of the others could not be had. */
    private onlyB({ cB, error: leadingError }: LeadingB, error: number): JointCovariance | Reason {
        const { dA, dB, groups: m, frame } = this;
        const reason: Reason = infiniteSecondTerms(frame.model) ?? this.secondTermsUnreached(error);
        if (dB === 0 || this.withoutSizes || typeof m !== 'number') {
            return reason;
        }
        const meanN = frame.sizes!.reduce((sum, s) => sum + s.probability * s.n, 0);
        const covariance = cB.map(row => row.map(x => (frame.phi * x) / (m * meanN)));
        return {
            members: this.members().slice(dA, dA + dB),
            covariance,
            errors: covariance.map((row, i) => (leadingError + 1e-15) * row[i]),
            simulated: false,
            standing: this.standing(),
            others: reason
        };
    }

    private secondTermsUnreached(error: number): Reason {
        const { random } = this.frame.model;
        const detail = 'the mean of the inverse information of a group';
        return secondTermsMayBeInfinite(this.frame.model)
            ? { code: 'infinite-moment', predictors: [], group: random!.group, detail }
            : this.unreached(error);
    }

    private unreached(error: number): Reason {
        return { code: 'accuracy', reached: Number.isFinite(error) ? error : null };
    }

    private standing(): 'published' | 'derived' {
        const { model } = this.frame;
        const plain = model.effectsA.every(effect => model.random!.effects.includes(effect.name)) && isCanonical(model.spec.family);
        return plain ? 'published' : 'derived';
    }

    private refined(computed: Computed | null, parts: NestedParts): JointCovariance | Reason {
        if (!parts.information || computed === null) {
            return this.notComputed();
        }
        const { layout, integral, found, errors } = computed;
        if (typeof this.groups !== 'number') {
            return this.groups;
        }
        if (!(errors.information < worstError)) {
            return this.unreached(errors.information);
        }
        const { dA, dB, components, groups: m, frame } = this;
        const theta = dA + dB;
        const t = theta + components;
        const part = ({ start, end }: Stretch, size: number): Matrix => toMatrix(integral.value.subarray(start, end), size);
        const information = part(layout.information, theta);
        const fixed = inverseSpd(information);
        const share = fixed.ok ? this.shareOfBraces(information, part(layout.braces, theta)) : Infinity;
        if (!fixed.ok || mostOfBraces < share) {
            return { code: 'no-formula', accuracy: 'refined', structure: 'heavy-tails' };
        }
        const all = inverseSpd(toMatrix(jointInformation(integral.value, layout), t));
        const meanN = frame.sizes!.reduce((sum, s) => sum + s.probability * s.n, 0);
        const withComponents = all.ok && errors.components < worstError && leastForComponents <= meanN;
        // β_B was computed in transformed features: β_B = T_Bᵀ β̃_B.
        const order = this.textOrder();
        const { transformB } = found.information;
        const size = withComponents ? t : theta;
        const back: Matrix = Array.from({ length: size }, (_, i) => {
            if (i < dA || theta <= i) {
                return Array.from({ length: size }, (__, j) => (i === j ? 1 : 0));
            }
            const own = order[i - dA];
            return Array.from({ length: size }, (__, j) => (dA <= j && j < theta ? transformB[j - dA][own] : 0));
        });
        const mixed = Array.from({ length: size }, (_, i) =>
            Array.from({ length: size }, (__, j) => (i < theta && j < theta ? fixed.inverse[i][j] : all.ok ? all.inverse[i][j] : 0))
        );
        const covariance = multiply(multiply(back, mixed), transpose(back)).map(row => row.map(x => x / m));
        if (!covariance.every((row, i) => row.every(Number.isFinite) && row[i] > 0)) {
            return { code: 'not-finite', detail: 'the variance, which leaves the range of double precision' };
        }
        return {
            members: this.members().slice(0, size),
            covariance,
            errors: covariance.map((row, i) => ((i < theta ? errors.information / (1 - share) : errors.components) + 1e-14) * row[i]),
            simulated: false,
            standing: 'derived'
        };
    }
}

/**
 * C_B in closed form: constant and exponential weights, a random intercept or no random effects, and independent predictors (or jointly
 * normal ones) that enter linearly, each with an effect of its own.
 *
 * With w = e^{aη}, tᵢ = aβᵢ and K = log M the cumulant generating function of each predictor, the law of X tilted by w has mean K' and variance
 * K'', so that Ω = e^{aβ0 + a²σ²/2} ΠM(tᵢ) · E_tilted{XXᵀ} and C_B = [e^{aβ0 + a²σ²/2} ΠM(tᵢ) K'']⁻¹: for Poisson responses the formula
 * 1/[e^{β0+σ²/2}(M'' − M'²/M)] of Jiang, Wand & Bhaskaran (2022), without its cancellation; for the LM (a = 0) φ/Var X.
 */
import { sigmaOf } from '../structure/covariance/structures.js';
import type { LeadingB } from './c-b.js';
import type { GroupModel } from '../predictors/group-model.js';
import { isScalarLaw, logMgf } from '../laws/index.js';
import type { Matrix } from '../numeric/linear-algebra.js';
import { inverseSpd } from '../numeric/cholesky.js';
import type { FixedEffectSpec, Law, PredictorSpec } from '../spec/model-spec.js';
import { NotAvailable } from '../result/not-available.js';

/** @returns undefined where there is no closed form; @throws NotAvailable where it says that an expectation is infinite */
export function closedFormB(model: GroupModel): LeadingB | undefined {
    const { weight, spec, effectsA, effectsB } = model;
    if (weight.kind === 'general') {
        return undefined;
    }
    if (model.trials || model.offset || effectsB.length === 0) {
        return undefined;
    }
    if (model.randomTerms.length > 1 || model.randomIntercept.includes(false)) {
        return undefined;
    }
    if (weight.kind === 'exponential' && effectsA.length !== model.randomTerms.length) {
        return undefined;
    }
    if (spec.fixed.some(effect => effect.value === null && effect.marginal === null) && weight.kind === 'exponential') {
        return undefined;
    }

    const slopes = effectsB.filter(effect => effect.term.op !== 'number');
    const intercepts = [...effectsA.filter(e => e.term.op === 'number'), ...effectsB.filter(e => e.term.op === 'number')];
    const intercept = intercepts[0];
    if (intercepts.some(effect => effect.term.op === 'number' && effect.term.value !== 1) || intercepts.length > 1) {
        return undefined;
    }
    const sources = independentSources(slopes, spec.predictors);
    if (!sources) {
        return undefined;
    }

    const a = weight.rate;
    const mean = new Array<number>(slopes.length).fill(0);
    const variance: Matrix = slopes.map(() => new Array<number>(slopes.length).fill(0));
    const logFactors = [Math.log(weight.scale)];
    for (const { predictor, members } of sources) {
        const t = members.map(({ slope }) => a * (slopes[slope].value ?? 0));
        const tilted = tilt(predictor, members, t);
        if (!tilted) {
            return undefined;
        }
        logFactors.push(tilted.logM);
        members.forEach(({ slope: i }, r) => {
            mean[i] = tilted.mean[r];
            members.forEach(({ slope: j }, s) => (variance[i][j] = tilted.variance[r][s]));
        });
    }
    const sigma2 = model.random === null ? 0 : (sigmaOf(model.random)[0]?.[0] ?? 0);
    logFactors.push(a * (intercept?.value ?? 0), 0.5 * a * a * sigma2);

    const own = effectsB.indexOf(intercept);
    const inverse = inverseSpd(
        own < 0 && model.randomTerms.length === 0 ? variance.map((row, i) => row.map((v, j) => v + mean[i] * mean[j])) : variance
    );
    if (!inverse.ok) {
        return undefined;
    } // collinear or constant: the general way names the effects
    let cB = inverse.inverse;
    if (own >= 0) {
        // The inverse of E{XXᵀ} with an intercept, by blocks: the effects' part is V⁻¹ again.
        const border = inverse.inverse.map(row => -row.reduce((sum, x, j) => sum + x * mean[j], 0));
        const corner = 1 - border.reduce((sum, x, i) => sum + x * mean[i], 0);
        const at = effectsB.map(effect => slopes.indexOf(effect));
        cB = at.map(i => at.map(j => (i < 0 ? (j < 0 ? corner : border[j]) : j < 0 ? border[i] : inverse.inverse[i][j])));
    }
    const scale = Math.exp(-logFactors.reduce((sum, x) => sum + x, 0));
    cB = cB.map(row => row.map(x => x * scale));
    if (!cB.every((row, i) => row.every(Number.isFinite) && row[i] > 0)) {
        throw new NotAvailable({ code: 'not-finite', detail: 'the variance, which leaves the range of double precision' });
    }
    // A large intercept and a large mean cancel, but not their rounding errors.
    const error = 1e-14 + 4.5e-16 * logFactors.reduce((sum, x) => sum + Math.abs(x), 0);
    return { cB, error, report: { name: effectsB.map(e => e.name).join(', '), method: 'closed form', evaluations: 0, error } };
}

interface Source {
    predictor: PredictorSpec;
    /** Index among the slopes, and component of the predictor's law. */
    members: { slope: number; component: number }[];
}

/** The predictors behind the slopes; undefined unless each slope is one observation-level predictor, and each another one. */
function independentSources(slopes: readonly FixedEffectSpec[], predictors: readonly PredictorSpec[]): Source[] | undefined {
    const sources: Source[] = [];
    const seen = new Set<string>();
    for (const [slope, { term }] of slopes.entries()) {
        if (term.op !== 'predictor' || seen.has(term.name)) {
            return undefined;
        }
        seen.add(term.name);
        const predictor = predictors.find(
            p => p.kind !== 'derived' && (p.kind === 'each' ? p.name === term.name : p.names.includes(term.name))
        );
        if (!predictor || predictor.kind === 'derived' || predictor.per !== null) {
            return undefined;
        }
        const component = predictor.kind === 'each' ? 0 : predictor.names.indexOf(term.name);
        const known = sources.find(source => source.predictor === predictor);
        if (known) {
            known.members.push({ slope, component });
        } else {
            sources.push({ predictor, members: [{ slope, component }] });
        }
    }
    return sources;
}

/** log M(t), and mean and covariance of the tilted law; undefined where there is no closed form. */
function tilt(
    predictor: PredictorSpec,
    members: Source['members'],
    t: readonly number[]
): { logM: number; mean: number[]; variance: Matrix } | undefined {
    if (predictor.kind === 'random' && predictor.law.law === 'mvNormal') {
        const { mean, covariance } = predictor.law;
        const variance = members.map(({ component: i }) => members.map(({ component: j }) => covariance[i][j]));
        const shift = variance.map(row => row.reduce((sum, v, j) => sum + v * t[j], 0));
        const logM = members.reduce((sum, { component }, i) => sum + t[i] * (mean[component] + shift[i] / 2), 0);
        return { logM, mean: members.map(({ component }, i) => mean[component] + shift[i]), variance };
    }
    const law: Law | undefined =
        predictor.kind === 'each'
            ? { law: 'discrete', values: predictor.points, probabilities: predictor.points.map(() => 1 / predictor.points.length) }
            : predictor.kind === 'random'
              ? predictor.law
              : undefined;
    if (!law || !isScalarLaw(law)) {
        return undefined;
    }
    const generating = logMgf(law, t[0]);
    if (!generating) {
        return undefined;
    }
    if ('infinite' in generating) {
        const name = members[0];
        throw new NotAvailable({
            code: 'infinite-moment',
            predictors: predictor.kind === 'random' ? [predictor.names[name.component]] : [],
            group: null,
            detail: `E exp(${t[0]} x) is infinite`
        });
    }
    if (!(generating.second > 0 && Number.isFinite(generating.second) && Number.isFinite(generating.value))) {
        return undefined;
    }
    return { logM: generating.value, mean: [generating.first], variance: [[generating.second]] };
}

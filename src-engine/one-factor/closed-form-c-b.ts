/**
 * C_B in closed form. It exists for constant and exponential weights, a random intercept or no random effects, and independent (or jointly
 * normal) predictors that enter linearly, each with a separate effect.
 *
 * Let w = e^{aη}, tᵢ = aβᵢ, and let K = log M be the cumulant generating function of each predictor. The law of X tilted by w has mean K' and variance
 * K'', so Ω = e^{aβ0 + a²σ²/2} ΠM(tᵢ) · E_tilted{XXᵀ} and C_B = [e^{aβ0 + a²σ²/2} ΠM(tᵢ) K'']⁻¹. For Poisson responses this is
 * 1/[e^{β0+σ²/2}(M'' − M'²/M)] of Jiang, Wand & Bhaskaran (2022) without its cancellation; for the LM (a = 0) it is 1/Var X.
 */
import { sigmaOf } from '../structure/covariance/structures.js';
import type { LeadingB } from './c-b.js';
import type { GroupModel } from '../predictors/group-model.js';
import { isScalarLaw, logMgf } from '../laws/index.js';
import type { Matrix } from '../numeric/linear-algebra.js';
import { inverseSpd } from '../numeric/cholesky.js';
import type { FixedEffectSpec, Law, PredictorSpec } from '../spec/model-spec.js';
import { NotAvailable } from '../result/not-available.js';
import { roundingOfClosedForm, roundingOfLogFactor } from './limits.js';

/** @returns undefined where there is no closed form; @throws NotAvailable where a moment generating function says that an expectation is infinite */
export function closedFormB(model: GroupModel): LeadingB | undefined {
    const { weight, effectsB } = model;
    if (weight.kind === 'general' || !hasClosedForm(model)) {
        return undefined;
    }
    const slopes = effectsB.filter(effect => effect.term.op !== 'number');
    const [intercept] = interceptsOf(model);
    const sources = independentSources(slopes, model.spec.predictors);
    const tilted = sources && tiltedLaw(sources, slopes, weight.rate);
    if (!tilted) {
        return undefined;
    }
    const sigma2 = model.random === null ? 0 : (sigmaOf(model.random)[0]?.[0] ?? 0);
    const a = weight.rate;
    const logFactors = [Math.log(weight.scale), ...tilted.logM, a * (intercept?.value ?? 0), 0.5 * a * a * sigma2];
    const inverse = inverseInformation(tilted, effectsB, slopes, intercept, model.randomTerms.length > 0);
    if (!inverse) {
        return undefined; // collinear or constant: the integral names the effects
    }
    const scale = Math.exp(-logFactors.reduce((sum, x) => sum + x, 0));
    const cB = inverse.map(row => row.map(x => x * scale));
    if (!cB.every((row, i) => row.every(Number.isFinite) && row[i] > 0)) {
        throw new NotAvailable({ code: 'not-finite', detail: 'the variance, which leaves the range of double precision' });
    }
    // A large intercept and a large mean cancel, but not their rounding errors.
    const error = roundingOfClosedForm + roundingOfLogFactor * logFactors.reduce((sum, x) => sum + Math.abs(x), 0);
    return { cB, error, report: { name: effectsB.map(e => e.name).join(', '), method: 'closed form', evaluations: 0, error } };
}

/** Whether the weight, the random effects and the intercept allow a closed form; the predictors are not looked at. */
function hasClosedForm(model: GroupModel): boolean {
    const { weight, spec, effectsA, effectsB, randomTerms, randomIntercept } = model;
    if (model.trials || model.offset || effectsB.length === 0 || randomTerms.length > 1 || randomIntercept.includes(false)) {
        return false;
    }
    const intercepts = interceptsOf(model);
    if (intercepts.some(({ term }) => term.op === 'number' && term.value !== 1) || intercepts.length > 1) {
        return false;
    }
    const valuesMatter = weight.kind === 'exponential';
    const known = spec.fixed.every(effect => effect.value !== null || effect.marginal !== null);
    return !valuesMatter || (known && effectsA.length === randomTerms.length);
}

function interceptsOf({ effectsA, effectsB }: GroupModel): FixedEffectSpec[] {
    return [...effectsA, ...effectsB].filter(({ term }) => term.op === 'number');
}

interface TiltedLaw {
    /** log M(t) of each independent predictor. */
    logM: number[];
    /** By slope. */
    mean: number[];
    variance: Matrix;
}

/** The law of the slopes' predictors under the tilt exp(aη); undefined where a predictor has no closed form. */
function tiltedLaw(sources: readonly Source[], slopes: readonly FixedEffectSpec[], a: number): TiltedLaw | undefined {
    const mean = new Array<number>(slopes.length).fill(0);
    const variance: Matrix = slopes.map(() => new Array<number>(slopes.length).fill(0));
    const logM: number[] = [];
    for (const { predictor, members } of sources) {
        const tilted = tilt(
            predictor,
            members,
            members.map(({ slope }) => a * (slopes[slope].value ?? 0))
        );
        if (!tilted) {
            return undefined;
        }
        logM.push(tilted.logM);
        members.forEach(({ slope: i }, r) => {
            mean[i] = tilted.mean[r];
            members.forEach(({ slope: j }, s) => (variance[i][j] = tilted.variance[r][s]));
        });
    }
    return { logM, mean, variance };
}

/** The inverse of S under the tilted law, in the order of `effectsB`; undefined where S is singular. */
function inverseInformation(
    { mean, variance }: TiltedLaw,
    effectsB: readonly FixedEffectSpec[],
    slopes: readonly FixedEffectSpec[],
    intercept: FixedEffectSpec | undefined,
    withRandomIntercept: boolean
): Matrix | undefined {
    const own = intercept !== undefined && effectsB.includes(intercept);
    // Without any intercept S is E{XXᵀ}, else the covariance of the slopes' predictors.
    const inverse = inverseSpd(own || withRandomIntercept ? variance : variance.map((row, i) => row.map((v, j) => v + mean[i] * mean[j])));
    if (!inverse.ok || !own) {
        return inverse.ok ? inverse.inverse : undefined;
    }
    // The inverse of E{XXᵀ} with an intercept, by blocks: the slopes' part is V⁻¹ again.
    const border = inverse.inverse.map(row => -row.reduce((sum, x, j) => sum + x * mean[j], 0));
    const corner = 1 - border.reduce((sum, x, i) => sum + x * mean[i], 0);
    const at = effectsB.map(effect => slopes.indexOf(effect));
    return at.map(i => at.map(j => (i < 0 ? (j < 0 ? corner : border[j]) : j < 0 ? border[i] : inverse.inverse[i][j])));
}

/** A predictor with the slopes that it belongs to. */
interface Source {
    predictor: PredictorSpec;
    /** Index among the slopes, and component of the predictor's law. */
    members: { slope: number; component: number }[];
}

/** The predictors of the slopes; undefined unless each slope belongs to a separate observation-level predictor. */
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

/** log M(t) of one predictor's law, and mean and covariance of the tilted law; undefined where there is no closed form. */
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

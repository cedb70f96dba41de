/** The integrand of C_B, two terms and the refined form: a vector-valued function of whitened random effects, in parts that are judged on their own. */
import type { ConditionalInformation } from '../information/conditional-information.js';
import { relativeSize, type Integrand } from '../information/information-integral.js';
import type { PredictorRule } from '../predictors/predictor-points.js';
import { isReason } from '../result/reason.js';
import { integrandGroup, type IntegrandGroup } from './integrand-group.js';
import { integrandLayout, isEmpty, jointInformation, type IntegrandLayout, type Stretch, type WantedParts } from './integrand-layout.js';
import { canDepend, independentTerms } from './dependent-terms.js';
import { designOfGroup } from './leading-a.js';
import { sigmaOf } from '../structure/covariance/structures.js';
import type { OneFactorModel } from './one-factor-model.js';
import { RefinedIntegrand } from './refined-integrand.js';
import { mirrorLowerTriangle } from '../numeric/row-major.js';
import { TwoTermIntegrand } from './two-term-integrand.js';

/** @param schurScale the diagonal of E S where S is not among the parts; the size of G R is judged by it */
export function oneFactorIntegrand(
    oneFactor: OneFactorModel,
    information: ConditionalInformation,
    rule: PredictorRule,
    wanted: WantedParts,
    schurScale: readonly number[]
): Integrand {
    const layout = integrandLayout(oneFactor, wanted);
    const evaluator = new Evaluator(oneFactor, information, rule, layout);
    const { schur, omegaInverse, regression, information: refined, braces, componentInformation, dA, dB, components } = layout;
    const stretch = (part: Stretch, slack: number, required = false): Integrand['parts'] =>
        isEmpty(part) ? [] : [{ start: part.start, end: part.end, required, slack }];
    const diagonal = (part: Stretch, size: number): number[] =>
        isEmpty(part) ? [] : Array.from({ length: size }, (_, k) => part.start + k * (size + 1));
    // Beside S, which is required, the other parts reach more digits than are asked of them. E Ω⁻¹, the slowest to converge, is divided by n.
    const alone = !wanted.schur && !wanted.twoTerm;
    const integrand: Integrand = {
        dimension: oneFactor.root.length,
        length: componentInformation.end,
        parts: [
            ...stretch(schur, 1, true),
            ...stretch(omegaInverse, 20),
            ...stretch(regression, 10),
            ...stretch({ start: refined.start, end: braces.end }, alone ? 1 : 10),
            ...stretch(componentInformation, 100)
        ],
        watched: [...diagonal(schur, dB), ...diagonal(omegaInverse, dA + components), ...diagonal(refined, dA + dB)],
        evaluate: (z, out) => evaluator.evaluate(z, out),
        distances: (value, difference) => distances(layout, schurScale, value, difference)
    };
    return oneFactor.model.weight.kind === 'constant' ? averagedOverSigns(integrand) : integrand;
}

/** Writes all parts at one z, averaged over the group-level predictors. */
class Evaluator {
    private readonly groups: IntegrandGroup[];
    private readonly u: Float64Array;
    private readonly twoTerm: TwoTermIntegrand;
    /** Null where the information is not among the parts. */
    private readonly refined: RefinedIntegrand | null;

    constructor(
        private readonly oneFactor: OneFactorModel,
        private readonly information: ConditionalInformation,
        rule: PredictorRule,
        private readonly layout: IntegrandLayout
    ) {
        const { sizes, whitener, model } = oneFactor;
        this.u = new Float64Array(information.dR);
        this.twoTerm = new TwoTermIntegrand(information, layout);
        const refined = !isEmpty(layout.information);
        this.refined = refined && !isReason(sizes) ? new RefinedIntegrand(oneFactor, sizes, information, layout) : null;
        const sigma = sigmaOf(model.random!);
        const dependent = whitener !== null && canDepend(model);
        this.groups = information.groups.map((group, i) =>
            integrandGroup(
                oneFactor,
                group,
                designOfGroup(model, rule.groups[i]),
                dependent ? independentTerms(model, rule.groups[i], sigma) : null,
                refined && whitener !== null
            )
        );
    }

    evaluate(z: Float64Array, out: Float64Array): void {
        const { u, information, layout, twoTerm, refined } = this;
        const { root, law } = this.oneFactor;
        out.fill(0);
        for (let i = 0; i < u.length; i++) {
            u[i] = 0;
            for (let k = 0; k < z.length; k++) {
                u[i] += root[k][i] * z[k];
            }
        }
        law?.follow(u[0]);
        for (const group of this.groups) {
            information.accumulate(u, group.group);
            twoTerm.add(group, u, out);
            if (refined) {
                refined.add(group, z, out);
            }
        }
        if (law) {
            for (let k = layout.regression.start; k < layout.regression.end; k++) {
                out[k] *= law.ratio;
            }
        }
        mirrorLowerTriangle(out, layout.schur.start, isEmpty(layout.schur) ? 0 : layout.dB);
        mirrorLowerTriangle(out, layout.omegaInverse.start, isEmpty(layout.omegaInverse) ? 0 : layout.dA + layout.components);
        const theta = isEmpty(layout.information) ? 0 : layout.dA + layout.dB;
        mirrorLowerTriangle(out, layout.information.start, theta);
        mirrorLowerTriangle(out, layout.braces.start, theta);
    }
}

/** The relative size of a difference of two values of the integral, by part. */
function distances(layout: IntegrandLayout, schurScale: readonly number[], value: Float64Array, difference: Float64Array): number[] {
    const { schur, omegaInverse, regression, information, braces, componentInformation, dA, dB, components } = layout;
    const of = (values: Float64Array, { start, end }: Stretch): Float64Array => values.subarray(start, end);
    const theta = dA + dB;
    const found: number[] = [];
    if (!isEmpty(schur)) {
        found.push(relativeSize(of(value, schur), of(difference, schur), dB));
    }
    if (!isEmpty(omegaInverse)) {
        found.push(distanceOfOmegaInverse(of(value, omegaInverse), of(difference, omegaInverse), dA + components));
    }
    if (!isEmpty(regression)) {
        const scale = isEmpty(schur) ? schurScale : Array.from({ length: dB }, (_, b) => value[schur.start + b * (dB + 1)]);
        found.push(distanceOfRegression(of(difference, regression), of(value, omegaInverse), scale));
    }
    // Relative to the information without braces, which is positive definite where the whole may not be.
    if (!isEmpty(information)) {
        found.push(relativeSize(sum(of(value, information), of(value, braces)), of(difference, information), theta));
    }
    if (!isEmpty(componentInformation)) {
        found.push(relativeSize(jointInformation(value, layout), jointInformation(difference, layout), theta + components));
    }
    return found;
}

/** The largest |ΔV_ab| / √(V_aa V_bb) for V = E{G Ω_RR⁻¹ Gᵀ}, q × q. */
function distanceOfOmegaInverse(v: Float64Array, difference: Float64Array, q: number): number {
    let largest = 0;
    for (let a = 0; a < q; a++) {
        for (let b = 0; b <= a; b++) {
            largest = Math.max(largest, ratio(Math.abs(difference[a * q + b]), Math.sqrt(v[a * (q + 1)] * v[b * (q + 1)])));
        }
    }
    return largest;
}

/** The largest |ΔM_ab| / √(V_aa S_bb) for M = E{G R}, q × d_B. By Cauchy and Schwarz the denominator bounds |M_ab|. */
function distanceOfRegression(difference: Float64Array, v: Float64Array, schurDiagonal: readonly number[]): number {
    const dB = schurDiagonal.length;
    const q = Math.round(Math.sqrt(v.length));
    let largest = 0;
    for (let a = 0; a < q; a++) {
        for (let b = 0; b < dB; b++) {
            largest = Math.max(largest, ratio(Math.abs(difference[a * dB + b]), Math.sqrt(v[a * (q + 1)] * schurDiagonal[b])));
        }
    }
    return largest;
}

/** change/size; 0 where nothing has changed, Infinity where the size is 0 or not a number. */
function ratio(change: number, size: number): number {
    return change === 0 ? 0 : size > 0 ? change / size : Infinity;
}

const sum = (a: Float64Array, b: Float64Array): Float64Array => a.map((x, k) => x + b[k]);

/** For constant weights the integrand is quadratic in z, so its mean over the points ±√d e_k is its expectation. */
function averagedOverSigns(integrand: Integrand): Integrand {
    const { dimension, length } = integrand;
    if (dimension === 0) {
        return integrand;
    }
    const part = new Float64Array(length);
    return {
        ...integrand,
        dimension: 0,
        evaluate: (_, out) => {
            out.fill(0);
            for (let k = 0; k < dimension; k++) {
                for (const sign of [-1, 1]) {
                    const z = new Float64Array(dimension);
                    z[k] = sign * Math.sqrt(dimension);
                    integrand.evaluate(z, part);
                    for (let j = 0; j < length; j++) {
                        out[j] += part[j] / (2 * dimension);
                    }
                }
            }
        }
    };
}

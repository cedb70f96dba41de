/** The integrand of two terms and the refined form: its parts, how far two of its values are apart, and over what it runs. */
import type { ConditionalInformation } from '../information/conditional-information.js';
import { relativeSize, type Integrand } from '../information/information-integral.js';
import type { PredictorRule } from '../predictors/predictor-rule.js';
import { NestedEvaluator } from './nested-evaluator.js';
import type { NestedFrame } from './nested-frame.js';
import { isEmpty, jointInformation, nestedLayout, type NestedParts, type Stretch } from './nested-layout.js';

/** @param schurScale E S by feature where S is not among the parts: what the size of M is judged by */
export function nestedIntegrand(
    frame: NestedFrame,
    information: ConditionalInformation,
    rule: PredictorRule,
    parts: NestedParts,
    schurScale: readonly number[]
): Integrand {
    const layout = nestedLayout(frame, parts);
    const evaluator = new NestedEvaluator(frame, information, rule, layout);
    const { schur, v, m, information: i, braces, componentInformation, dA, dB, components } = layout;
    const q = dA + components;
    const theta = dA + dB;
    const stretch = (part: Stretch, slack: number, required = false): Integrand['parts'] =>
        isEmpty(part) ? [] : [{ start: part.start, end: part.end, required, slack }];
    // Beside S, which is required, the others have more digits than are asked of them.
    const alone = !parts.schur && !parts.secondTerms;
    const diagonal = (part: Stretch, size: number): number[] =>
        isEmpty(part) ? [] : Array.from({ length: size }, (_, k) => part.start + k * (size + 1));
    const distances = (value: Float64Array, difference: Float64Array): number[] => {
        const found: number[] = [];
        const of = (values: Float64Array, { start, end }: Stretch): Float64Array => values.subarray(start, end);
        const vv = of(value, v);
        const dv = of(difference, v);
        if (!isEmpty(schur)) {
            found.push(relativeSize(of(value, schur), of(difference, schur), dB));
        }
        if (!isEmpty(v)) {
            let largest = 0;
            for (let a = 0; a < q; a++) {
                for (let b = 0; b <= a; b++) {
                    const size = Math.sqrt(vv[a * (q + 1)] * vv[b * (q + 1)]);
                    const change = Math.abs(dv[a * q + b]);
                    if (change !== 0) {
                        largest = Math.max(largest, size > 0 ? change / size : Infinity);
                    }
                }
            }
            found.push(largest);
        }
        if (!isEmpty(m)) {
            let largest = 0;
            for (let a = 0; a < q; a++) {
                for (let b = 0; b < dB; b++) {
                    const s = isEmpty(schur) ? schurScale[b] : value[schur.start + b * (dB + 1)];
                    const size = Math.sqrt(vv[a * (q + 1)] * s);
                    const change = Math.abs(difference[m.start + a * dB + b]);
                    if (change !== 0) {
                        largest = Math.max(largest, size > 0 ? change / size : Infinity);
                    }
                }
            }
            found.push(largest);
        }
        // By the information without braces, which is positive where the whole may not be.
        if (!isEmpty(i)) {
            found.push(relativeSize(sum(of(value, i), of(value, braces)), of(difference, i), theta));
        }
        if (!isEmpty(componentInformation)) {
            found.push(relativeSize(jointInformation(value, layout), jointInformation(difference, layout), theta + components));
        }
        return found;
    };
    const integrand: Integrand = {
        dimension: frame.root.length,
        length: componentInformation.end,
        parts: [
            ...stretch(schur, 1, true),
            ...stretch(v, 10),
            ...stretch(m, 10),
            ...stretch({ start: i.start, end: braces.end }, alone ? 1 : 10),
            ...stretch(componentInformation, 100)
        ],
        watched: [...diagonal(schur, dB), ...diagonal(v, q), ...diagonal(i, theta)],
        evaluate: (z, out) => evaluator.evaluate(z, out),
        distances
    };
    return frame.model.weight.kind === 'constant' ? averagedOverSigns(integrand) : integrand;
}

const sum = (a: Float64Array, b: Float64Array): Float64Array => a.map((x, k) => x + b[k]);

/** For constant weights f is quadratic in z: the points ±√d e_k have its expectation. */
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

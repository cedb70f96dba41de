/** The contrasts of a test as linear functions of the fixed effects. */
import type { Contrast, ModelSpec, TestSpec } from '../spec/model-spec.js';

/** The effects in the hypotheses of a test. */
export function effectsOf({ contrasts }: Pick<TestSpec, 'contrasts'>): string[] {
    return [...new Set(contrasts.flatMap(({ coefficients }) => coefficients.map(({ effect }) => effect)))];
}

/** The coefficients by position of the fixed effect. */
export function gradientOf({ coefficients }: Contrast, { fixed }: ModelSpec): Map<number, number> {
    const gradient = new Map<number, number>();
    for (const { effect, coefficient } of coefficients) {
        const position = fixed.findIndex(({ name }) => name === effect);
        gradient.set(position, (gradient.get(position) ?? 0) + coefficient);
    }
    return gradient;
}

/** A coefficient for every fixed effect. */
export function rowOf(contrast: Contrast, spec: ModelSpec): number[] {
    const gradient = gradientOf(contrast, spec);
    return spec.fixed.map((_, i) => gradient.get(i) ?? 0);
}

/** δ, and the size of the numbers whose difference it is. */
export function distanceOf({ value, coefficients }: Contrast, { fixed }: ModelSpec): { delta: number; scale: number } {
    let delta = -value;
    let scale = Math.abs(value);
    for (const { effect, coefficient } of coefficients) {
        const summand = coefficient * (fixed.find(({ name }) => name === effect)?.value ?? NaN);
        delta += summand;
        scale += Math.abs(summand);
    }
    return { delta, scale };
}

/** The value of an effect at which one hypothesis holds, the others as they are, and its coefficient; null where the tests don't contain it alone. */
export function nullValueOf({ contrasts }: TestSpec, { fixed }: ModelSpec, name: string): { value: number; slope: number } | null {
    const contrast = contrasts.find(({ coefficients }) => coefficients.some(({ effect }) => effect === name));
    if (!contrast) {
        return null;
    }
    let slope = 0;
    let rest = contrast.value;
    for (const { effect, coefficient } of contrast.coefficients) {
        if (effect === name) {
            slope += coefficient;
        } else {
            rest -= coefficient * (fixed.find(other => other.name === effect)?.value ?? NaN);
        }
    }
    return slope === 0 || !Number.isFinite(rest / slope) ? null : { value: rest / slope, slope };
}

/** The value of an effect that a test can detect, in as few digits as keep the goal. */
import type { Required } from '../../../src-engine/result/design-answers.js';
import type { ModelSpec, TestSpec } from '../../../src-engine/spec/model-spec.js';

/** Digits of the distance from the null. */
const digits = 4;

/** The value of an effect at which the hypothesis holds, all other effects having the file's values; 0 where one of them has no number. */
export function valueAtNull({ fixed }: ModelSpec, { contrasts }: TestSpec, effect: string): number {
    const contrast = contrasts.find(({ coefficients }) => coefficients.some(one => one.effect === effect && one.coefficient !== 0));
    if (!contrast) {
        return 0;
    }
    const valueOf = (name: string) => fixed.find(one => one.name === name)?.value ?? NaN;
    const own = contrast.coefficients.filter(one => one.effect === effect).reduce((sum, { coefficient }) => sum + coefficient, 0);
    const others = contrast.coefficients
        .filter(one => one.effect !== effect)
        .reduce((sum, one) => sum + one.coefficient * valueOf(one.effect), 0);
    const atNull = (contrast.value - others) / own;
    return Number.isFinite(atNull) ? atNull : 0;
}

/** `value`, rounded away from the null to four digits of its distance from it, so that the rounded value still reaches the goal. */
export function detectableValue(spec: ModelSpec, test: TestSpec, { quantity }: Pick<Required, 'quantity'>, value: number): number {
    const atNull = valueAtNull(spec, test, quantity);
    const distance = value - atNull;
    if (distance === 0) {
        return value;
    }
    const places = digits - 1 - Math.floor(Math.log10(Math.abs(distance)));
    const steps = timesPowerOfTen(value, places);
    const nearest = Math.round(steps);
    const isThere = Math.abs(steps - nearest) <= 1e-9 * Math.abs(steps);
    const rounded = isThere ? nearest : distance > 0 ? Math.ceil(steps) : Math.floor(steps);
    const result = timesPowerOfTen(rounded, -places);
    return Number.isFinite(result) ? result : value;
}

/** Goes through decimal text, because most powers of ten are no doubles. */
function timesPowerOfTen(value: number, power: number): number {
    const [mantissa = '', own = '0'] = value.toExponential().split('e');
    return Number(`${mantissa}e${Number(own) + power}`);
}

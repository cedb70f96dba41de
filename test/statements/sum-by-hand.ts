/** Powers of two arms with answers of yes or no, by the closed forms of their odds ratio. */
import type { ModelSpec, TestSpec } from '../../src-engine/spec/model-spec.js';

/** Null for other models. */
export function sumByHand(
    { family, predictors, fixed, design, random }: ModelSpec,
    test: TestSpec
): { wald: number; likelihoodRatio: number } | null {
    const [arm] = predictors;
    const [b0, e] = fixed;
    const [{ coefficients, value }] = test.contrasts;
    const isMeant =
        family.name === 'bernoulli' && family.link === 'logit' && random.length === 0 && predictors.length === 1 && fixed.length === 2 &&
        arm!.kind === 'each' && arm.points.join() === '0,1' && design.n?.kind === 'fixed' && test.contrasts.length === 1 && value === 0 &&
        coefficients.length === 1 && coefficients[0]!.effect === e!.name && test.alpha === 0.05 && test.alternative === 'two-sided' && test.reference === 'z'; // prettier-ignore
    if (!isMeant || design.n?.kind !== 'fixed') {
        return null;
    }
    const n = design.n.n / 2;
    const rates = [b0!.value!, b0!.value! + e!.value!].map(eta => 1 / (1 + Math.exp(-eta)));
    const choose = (k: number): number => Array.from({ length: k }, (_, i) => (n - i) / (i + 1)).reduce((product, x) => product * x, 1);
    const chance = (y: number, p: number): number => choose(y) * p ** y * (1 - p) ** (n - y);
    const entropy = (y: number, size: number): number =>
        y === 0 || y === size ? 0 : y * Math.log(y / size) + (size - y) * Math.log(1 - y / size);
    const z = 1.959963984540054;
    const sums = { wald: 0, likelihoodRatio: 0 };
    for (let a = 0; a <= n; a++) {
        for (let b = 0; b <= n; b++) {
            const mass = chance(a, rates[0]!) * chance(b, rates[1]!);
            const distance = Math.log(b / (n - b)) - Math.log(a / (n - a));
            const variance = 1 / a + 1 / (n - a) + 1 / b + 1 / (n - b);
            if (Number.isFinite(distance) && Math.abs(distance) / Math.sqrt(variance) > z) {
                sums.wald += mass;
            }
            if (2 * (entropy(a, n) + entropy(b, n) - entropy(a + b, 2 * n)) > z * z) {
                sums.likelihoodRatio += mass;
            }
        }
    }
    return sums;
}

import { describe, expect, it } from 'vitest';
import { analyze } from '../../src-engine/index.js';
import { openText } from '../open-text.js';

/** log of 1 − Φ(x) for x ≥ 0: Simpson's rule of φ up to x, or the continued fraction of Mills' ratio. */
function logUpper(x: number): number {
    const logDensity = -0.5 * x * x - 0.5 * Math.log(2 * Math.PI);
    if (x < 3) {
        const steps = 2000;
        const h = x / steps;
        let sum = 0;
        for (let k = 0; k <= steps; k++) {
            sum += (k === 0 || k === steps ? 1 : k % 2 === 1 ? 4 : 2) * Math.exp(-0.5 * (k * h) ** 2);
        }
        return Math.log(0.5 - (sum * h) / 3 / Math.sqrt(2 * Math.PI));
    }
    let fraction = x;
    for (let k = 200; k >= 1; k--) {
        fraction = x + k / fraction;
    }
    return logDensity - Math.log(fraction);
}

/** log w of the probit link, φ²/(Φ(1 − Φ)). */
function logProbitWeight(eta: number): number {
    const upper = logUpper(Math.abs(eta));
    return -eta * eta - Math.log(2 * Math.PI) - upper - Math.log1p(-Math.exp(upper));
}

/** K_AA = E Ω_AA⁻¹ + E R C_B E Rᵀ with three equally likely x, all in logarithms, by the trapezoidal rule in u. */
function varianceOfIntercept(variance: number, { m, n }: { m: number; n: number }, [b0, b1]: [number, number]): number {
    const sd = Math.sqrt(variance);
    const decay = Math.sqrt(1 / (1 / variance - 1));
    const reach = 12 * decay + 2 * decay * decay;
    const h = 0.02;
    let inverse = 0;
    let regression = 0;
    let schur = 0;
    for (let u = -reach; u <= reach; u += h) {
        const logs = [-1, 0, 1].map(x => logProbitWeight(b0 + u + b1 * x));
        const top = Math.max(...logs);
        const w = logs.map(log => Math.exp(log - top) / 3);
        const a = w[0] + w[1] + w[2];
        const ab = w[2] - w[0];
        const logDensity = -0.5 * (u / sd) ** 2 - Math.log(sd * Math.sqrt(2 * Math.PI));
        inverse += (h * Math.exp(logDensity - top)) / a;
        regression += (h * Math.exp(logDensity) * ab) / a;
        schur += h * Math.exp(logDensity + top) * (w[0] + w[2] - (ab * ab) / a);
    }
    return (variance + (inverse + regression ** 2 / schur) / n) / m;
}

async function parametersOf(variance: number) {
    const file = await openText(`model p {
        family bernoulli link probit
        predictor x each -1, 0, 1
        fixed A { b0: 1 = -0.5 }
        fixed B { b1: x = 0.7 }
        random g { b0 variance ${variance} }
        design { g = 50, n = 21 }
    }`);
    return analyze(file.models[0]!.spec!).parameters;
}

describe('two terms of a probit model', () => {
    it.each([0.5, 0.9, 0.95, 0.97, 0.99, 0.995])('exist as long as the variance is below 1: %s', async variance => {
        const [b0, b1, component] = await parametersOf(variance);
        const expected = varianceOfIntercept(variance, { m: 50, n: 21 }, [-0.5, 0.7]);
        expect(b0.twoTerm.asyVar! / expected - 1).toBeCloseTo(0, 8);
        expect(b1.twoTerm.asyVar).not.toBeNull();
        expect(component.twoTerm.asyVar).not.toBeNull();
    });

    it('of a normal predictor exist beyond 1, and grow smoothly', async () => {
        const twoTerms: number[] = [];
        for (const variance of [0.89, 0.9, 0.95, 0.999, 1]) {
            const file = await openText(`model p {
                family bernoulli link probit
                predictor x ~ Normal(0, 1)
                fixed A { b0: 1 = 0.2 }
                fixed B { b1: x = 0.3 }
                random g { b0 variance ${variance} }
                design { g = 40, n = 10 }
            }`);
            twoTerms.push(analyze(file.models[0]!.spec!).parameters[0].twoTerm.asyVar!);
        }
        // By an integration of its own, to three digits.
        [0.02987, 0.0303, 0.03238, 0.03504, 0.0351].forEach((value, i) => expect(Math.abs(twoTerms[i] / value - 1)).toBeLessThan(2e-3));
        expect(twoTerms).toEqual([...twoTerms].sort((a, b) => a - b));
    });

    it.each([1, 1.2])('do not exist above: %s', async variance => {
        const [b0] = await parametersOf(variance);
        expect(b0.twoTerm.asyVar).toBeNull();
    });
});

/**
 * Random numbers that are the same on every machine: the generator xoshiro128** of D. Blackman & S. Vigna (2021), Scrambled linear pseudorandom number
 * generators, ACM TOMS 47(4), its state filled from a seed by splitmix32. Only 32-bit integer arithmetic, so that no rounding can differ.
 */
import { lawQuantile } from './laws.js';
import { normalQuantile } from '../numeric/special/normal-distribution.js';
import { drawnByHalves, drawnOneByOne } from './limits.js';

export class SeededGenerator {
    private readonly state = new Uint32Array(4);

    /** @param seed any number; its integer part and its fraction both count. */
    constructor(seed: number) {
        const words = new Uint32Array(Float64Array.of(seed).buffer);
        let z = Math.imul(words[0], 0x9e3779b9) ^ words[1];
        for (let i = 0; i < 4; i++) {
            z = (z + 0x9e3779b9) | 0;
            let t = z ^ (z >>> 16);
            t = Math.imul(t, 0x21f0aaad);
            t ^= t >>> 15;
            t = Math.imul(t, 0x735a2d97);
            this.state[i] = t ^ (t >>> 15);
        }
    }

    private word(): number {
        const { state } = this;
        const scrambled = Math.imul(state[1], 5);
        const result = Math.imul((scrambled << 7) | (scrambled >>> 25), 9) >>> 0;
        const t = state[1] << 9;
        state[2] ^= state[0];
        state[3] ^= state[1];
        state[1] ^= state[2];
        state[0] ^= state[3];
        state[2] ^= t;
        state[3] = (state[3] << 11) | (state[3] >>> 21);
        return result;
    }

    /** Uniform on (0, 1), 52 bits; never 0 or 1. */
    uniform(): number {
        return ((this.word() >>> 6) * 67108864 + (this.word() >>> 6) + 0.5) / 4503599627370496;
    }

    /** Standard normal, by inversion. */
    normal(): number {
        return normalQuantile(this.uniform());
    }

    exponential(): number {
        return -Math.log(this.uniform());
    }

    /** Gamma of this shape and rate 1: G. Marsaglia & W. W. Tsang (2000), A simple method for generating gamma variables, ACM TOMS 26, 363–372. */
    gamma(shape: number): number {
        if (shape < 1) {
            return this.gamma(shape + 1) * this.uniform() ** (1 / shape);
        }
        const d = shape - 1 / 3;
        const c = 1 / Math.sqrt(9 * d);
        for (;;) {
            const x = this.normal();
            const v = (1 + c * x) ** 3;
            if (v > 0 && Math.log(this.uniform()) < 0.5 * x * x + d - d * v + d * Math.log(v)) {
                return d * v;
            }
        }
    }

    /** Above a mean of 10⁸ by the Cornish–Fisher expansion, whose next term is below 10⁻⁸ standard deviations. */
    poisson(mean: number): number {
        if (mean > 1e8) {
            const z = this.normal();
            return Math.round(mean + Math.sqrt(mean) * z + (z * z - 1) / 6);
        }
        if (drawnOneByOne < mean) {
            return lawQuantile({ law: 'poisson', rate: mean }, this.uniform());
        }
        let rest = this.uniform();
        let probability = Math.exp(-mean);
        let count = 0;
        for (; probability < rest && count < 10 * drawnOneByOne; probability *= mean / ++count) {
            rest -= probability;
        }
        return count;
    }

    /** Large ones by halves: the middle one of the uniform numbers has a beta law, and leaves a binomial on the side of p (Devroye 1986, Non-Uniform Random Variate Generation, X.4.3). */
    binomial(size: number, p: number): number {
        if (drawnByHalves < size) {
            const middle = Math.floor(size / 2) + 1;
            const below = this.gamma(middle);
            const x = below / (below + this.gamma(size + 1 - middle));
            return x <= p ? middle + this.binomial(size - middle, (p - x) / (1 - x)) : this.binomial(middle - 1, p / x);
        }
        if (drawnOneByOne < size) {
            return lawQuantile({ law: 'binomial', size, p }, this.uniform());
        }
        let count = 0;
        for (let i = 0; i < size; i++) {
            if (this.uniform() < p) {
                count++;
            }
        }
        return count;
    }

    /** Inverse Gaussian: J. R. Michael, W. R. Schucany & R. W. Haas (1976), The American Statistician 30, 88–90. Variance φ μ³. */
    inverseGaussian(mean: number, phi: number): number {
        const c = 0.5 * mean * phi * this.normal() ** 2;
        // The smaller root, as the quotient that has no cancellation.
        const x = mean / (1 + c + Math.sqrt(c * (2 + c)));
        return this.uniform() * (mean + x) <= mean ? x : (mean * mean) / x;
    }
}

/** Designs drawn at random, small enough that their exact variances can be computed. A seed and a number give the same design on every machine. */
import { SeededGenerator } from '../../src-engine/laws/seeded-generator.js';

export type DesignKind = (typeof designKinds)[number];

/** `oneFactor` and `slopes` have sums over all responses of a unit, the others simulated exact information. */
export const designKinds = ['oneFactor', 'slopes', 'groupLevel', 'levels', 'crossed', 'withoutGroups'] as const;

class Chance {
    private readonly generator: SeededGenerator;

    constructor(seed: number) {
        this.generator = new SeededGenerator(seed);
    }

    between(low: number, high: number): number {
        return round(low + (high - low) * this.generator.uniform());
    }

    /** Even on the scale of logarithms. */
    scaled(low: number, high: number): number {
        return round(low * (high / low) ** this.generator.uniform());
    }

    of<T>(values: readonly T[]): T {
        return values[Math.floor(values.length * this.generator.uniform())]!;
    }
}

const round = (value: number): number => Number(value.toPrecision(3));
const even = (value: number): number => 2 * Math.max(1, Math.round(value / 2));

interface Response {
    family: string;
    /** The range of the intercept: rates from 0.04 to 0.6, or counts from 0.1 to 3. */
    intercepts: readonly [number, number];
    /** The largest variance of a random effect. */
    widest: number;
}

function response(chance: Chance, isContinuous: boolean): Response {
    const rate = { intercepts: [-3.2, 0.5], widest: 9 } as const;
    const count = { intercepts: [-2.5, 1], widest: 3 } as const;
    const responses: Response[] = [
        { family: 'bernoulli', ...rate },
        { family: 'bernoulli link probit', ...rate, intercepts: [-1.8, 0.3] },
        { family: 'bernoulli link cloglog', ...rate },
        { family: 'poisson', ...count },
        { family: `negativeBinomial(size = ${chance.of([0.5, 2, 5])})`, ...count },
        { family: `binomial(trials = ${chance.of([3, 6])})`, ...rate }
    ];
    const continuous: Response[] = [
        { family: `gaussian(phi = ${chance.of([0.5, 1, 2])})`, ...rate },
        { family: `gamma(phi = ${chance.of([0.2, 0.5, 1])})`, ...count },
        { family: `inverseGaussian(phi = ${chance.of([0.1, 0.3])})`, ...count, widest: 1 },
        { family: `gaussian(phi = ${chance.of([0.2, 0.5])}) link log`, ...count, widest: 0.5 }
    ];
    return chance.of(isContinuous ? [...responses, ...continuous] : responses);
}

interface Parts {
    family: string;
    intercept: number;
    /** The effect of the arm, and that of a predictor within units. */
    arm: number;
    slope: number;
    within: string;
    n: number;
    variance: () => number;
    chance: Chance;
}

const bodies: Record<DesignKind, (parts: Parts) => string> = {
    oneFactor: parts => `
    predictor arm each 0, 1 per unit
    ${effects(parts)}
    random unit { b0 variance ${parts.variance()} }
    design { unit = 100, n = ${parts.n} }`,
    slopes: ({ intercept, arm, slope, n, variance, chance }) => `
    predictor arm each 0, 1 per unit
    fixed A { b0: 1 = ${intercept}; within: t = ${slope}; between: arm = ${arm} }
    random unit { b0 variance ${variance()}; within variance ${chance.scaled(0.03, 1)}; correlation(b0, within) = ${chance.of([-0.5, 0, 0.3])} }
    design { unit = 100, n = ${Math.min(n, 12)} }`,
    groupLevel: parts => `
    predictor arm ~ ${parts.chance.of(['Normal(0, 1)', 'Bernoulli(0.3)', 'Uniform(-1, 1)'])} per unit
    ${effects(parts)}
    random unit { b0 variance ${parts.variance()} }
    design { unit = 100, n = ${parts.n} }`,
    levels: parts => `
    predictor arm each 0, 1 per ${parts.chance.of(['outer', 'inner'])}
    ${effects(parts)}
    random outer { b0 variance ${parts.variance()} }
    random inner in outer { b0 variance ${parts.variance()} }
    design { outer = 40, inner = ${parts.chance.of([2, 2, 4, 6])}, n = ${Math.min(parts.n, 12)} }`,
    crossed: parts => `
    predictor arm each 0, 1 per item
    ${effects(parts)}
    random person { b0 variance ${parts.variance()} }
    random item { b0 variance ${parts.variance()} }
    design { person = ${even(parts.chance.scaled(6, 24))}, item = ${even(parts.chance.scaled(4, 16))}, n = ${parts.within.includes('each') ? 2 : 1} }`,
    withoutGroups: ({ intercept, arm, slope, n }) => `
    predictor arm each 0, 1
    fixed B { b0: 1 = ${intercept}; within: t = ${slope}; between: arm = ${arm} }
    design { n = ${4 * n} }`
};

const effects = ({ intercept, arm, slope }: Parts): string => `fixed A { b0: 1 = ${intercept}; between: arm = ${arm} }
    fixed B { within: t = ${slope} }`;

/** @param isContinuous whether continuous responses are among the families */
export function randomDesign(kind: DesignKind, seed: number, isContinuous = false): string {
    const chance = new Chance(seed);
    const { family, intercepts, widest } = response(chance, isContinuous);
    const within = chance.of(['each 0, 1', 'each 0, 1', '~ Normal(0, 1)', '~ Bernoulli(0.5)']);
    const n = Math.round(chance.scaled(2, 30));
    const parts: Parts = {
        family,
        intercept: chance.between(...intercepts),
        arm: chance.of([0, 0.5, 1, 2]),
        slope: chance.of([0, 0.3, 0.5, 1, 2]),
        within,
        n: within.includes('each') ? even(n) : n,
        variance: () => chance.scaled(0.03, widest),
        chance
    };
    return `model design {
    family ${family}
    predictor t ${within}${bodies[kind](parts)}
}
`;
}

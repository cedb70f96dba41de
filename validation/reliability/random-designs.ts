/** Designs drawn at random, small enough that their exact variances can be computed. A kind, a family and a seed give the same design on every machine. */
import { SeededGenerator } from '../../src-engine/laws/seeded-generator.js';

export type DesignKind = (typeof designKinds)[number];

/** What the structure of a design is. */
export const designKinds = ['oneFactor', 'slopes', 'groupLevel', 'levels', 'crossed', 'crossedSlopes', 'wedge', 'withoutGroups'] as const;

export type Responses = keyof typeof responses;

export interface RandomDesign {
    kind: DesignKind;
    responses: Responses;
    seed: number;
    /** The model. */
    text: string;
}

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
    family: (chance: Chance) => string;
    /** The range of the intercept: rates from 0.04 to 0.6, or means from 0.1 to 3. */
    intercepts: readonly [number, number];
    /** The largest variance of a random intercept. */
    widest: number;
    /** The largest variance of a random slope: with a larger one the weights of some links have no mean over a normal predictor. */
    steepest: number;
}

const rate = { intercepts: [-3.2, 0.5], widest: 9, steepest: 1 } as const;
const amount = { intercepts: [-2.5, 1], widest: 3, steepest: 0.9 } as const;
const trials = (chance: Chance): string => `binomial(trials = ${chance.of([3, 6])})`;
const probit = { ...rate, intercepts: [-1.8, 0.3] } as const;

/** Families and links by name, every one that takes random effects. */
const responses = {
    bernoulli: { ...rate, family: () => 'bernoulli' },
    bernoulliProbit: { ...probit, family: () => 'bernoulli link probit' },
    bernoulliCloglog: { ...rate, family: () => 'bernoulli link cloglog' },
    binomial: { ...rate, family: trials },
    binomialProbit: { ...probit, family: chance => `${trials(chance)} link probit` },
    binomialCloglog: { ...rate, family: chance => `${trials(chance)} link cloglog` },
    poisson: { ...amount, family: () => 'poisson' },
    negativeBinomial: { ...amount, family: chance => `negativeBinomial(size = ${chance.of([0.5, 2, 5])})` },
    gamma: { ...amount, family: chance => `gamma(phi = ${chance.of([0.2, 0.5, 1])})` },
    inverseGaussian: { ...amount, widest: 1, family: chance => `inverseGaussian(phi = ${chance.of([0.1, 0.3])})` },
    gaussianLog: { ...amount, widest: 0.5, steepest: 0.2, family: chance => `gaussian(phi = ${chance.of([0.2, 0.5])}) link log` },
    gaussian: { ...rate, family: chance => `gaussian(phi = ${chance.of([0.5, 1, 2])})` }
} satisfies Record<string, Response>;

export const responseNames = Object.keys(responses) as Responses[];

interface Parts {
    intercept: number;
    /** The effect of the arm, and that of a predictor within units. */
    arm: number;
    slope: number;
    /** The law of the predictor within units. */
    within: string;
    n: number;
    variance: () => number;
    varianceOfSlope: () => number;
    chance: Chance;
}

const bodies: Record<DesignKind, (parts: Parts) => string> = {
    oneFactor: parts => `
    predictor t ${parts.within}
    predictor arm each 0, 1 per unit
    ${effects(parts)}
    random unit { b0 variance ${parts.variance()} }
    design { unit = 100, n = ${parts.n} }`,
    slopes: parts => `
    predictor t ${parts.within}
    predictor arm each 0, 1 per unit
    ${effectsWithSlopes(parts)}
    ${randomSlopes('unit', parts)}
    design { unit = 100, n = ${Math.min(parts.n, 12)} }`,
    groupLevel: parts => `
    predictor t ${parts.within}
    predictor arm ~ ${parts.chance.of(['Normal(0, 1)', 'Bernoulli(0.3)', 'Uniform(-1, 1)'])} per unit
    ${effects(parts)}
    random unit { b0 variance ${parts.variance()} }
    design { unit = 100, n = ${parts.n} }`,
    levels: parts => `
    predictor t ${parts.within}
    predictor arm each 0, 1 per ${parts.chance.of(['outer', 'inner'])}
    ${effects(parts)}
    random outer { b0 variance ${parts.variance()} }
    random inner in outer { b0 variance ${parts.variance()} }
    design { outer = 40, inner = ${parts.chance.of([2, 2, 4, 6])}, n = ${Math.min(parts.n, 12)} }`,
    crossed: parts => `
    predictor t ${parts.within}
    predictor arm each 0, 1 per item
    ${effects(parts)}
    random person { b0 variance ${parts.variance()} }
    random item { b0 variance ${parts.variance()} }
    ${crossedSizes(parts)}`,
    crossedSlopes: parts => `
    predictor t ${parts.within}
    predictor arm each 0, 1 per item
    ${effectsWithSlopes(parts)}
    ${randomSlopes('person', parts)}
    random item { b0 variance ${parts.variance()} }
    ${crossedSizes(parts)}`,
    wedge: ({ intercept, arm, slope, n, variance, chance }) => `
    predictor wave each 1, 2, 3 per unit
    predictor period each 0, 1, 2, 3
    predictor treated = period >= wave
    fixed A { b0: 1 = ${intercept} }
    fixed B { trend: period = ${round(chance.of([-0.1, 0, 0.1]) * slope)}; within: treated = ${arm} }
    random unit { b0 variance ${variance()} }
    design { unit = 60, n = ${4 * Math.max(1, Math.round(n / 4))} }`,
    withoutGroups: parts => `
    predictor t ${parts.within}
    predictor arm each 0, 1
    fixed B { b0: 1 = ${parts.intercept}; within: t = ${parts.slope}; between: arm = ${parts.arm} }
    design { n = ${4 * parts.n} }`
};

const effects = ({ intercept, arm, slope }: Parts): string => `fixed A { b0: 1 = ${intercept}; between: arm = ${arm} }
    fixed B { within: t = ${slope} }`;

const effectsWithSlopes = ({ intercept, arm, slope }: Parts): string =>
    `fixed A { b0: 1 = ${intercept}; within: t = ${slope}; between: arm = ${arm} }`;

const randomSlopes = (group: string, { variance, varianceOfSlope, chance }: Parts): string =>
    `random ${group} { b0 variance ${variance()}; within variance ${varianceOfSlope()}; correlation(b0, within) = ${chance.of([-0.5, 0, 0.3])} }`;

const crossedSizes = ({ within, chance }: Parts): string =>
    `design { person = ${even(chance.scaled(6, 16))}, item = ${even(chance.scaled(4, 12))}, n = ${within.includes('each') ? 2 : 1} }`;

export function randomDesign(kind: DesignKind, name: Responses, seed: number): RandomDesign {
    const chance = new Chance(seed);
    const { family, intercepts, widest, steepest }: Response = responses[name];
    const within = chance.of(['each 0, 1', 'each 0, 1', '~ Normal(0, 1)', '~ Bernoulli(0.5)']);
    const n = Math.round(chance.scaled(2, 30));
    const parts: Parts = {
        intercept: chance.between(...intercepts),
        arm: chance.of([0, 0.5, 1, 2]),
        slope: chance.of([0, 0.3, 0.5, 1, 2]),
        within,
        n: within.includes('each') ? even(n) : n,
        variance: () => chance.scaled(0.03, widest),
        varianceOfSlope: () => chance.scaled(0.03, steepest),
        chance
    };
    const text = `model design {
    family ${family(chance)}${bodies[kind](parts)}
}
`;
    return { kind, responses: name, seed, text };
}

/** The kinds in turn, each time with the next family, until there are enough. The seed determines all, so that parts of a run make the same designs. */
export function randomDesigns(kinds: readonly DesignKind[], names: readonly Responses[], count: number, from: number): RandomDesign[] {
    return Array.from({ length: count }, (_, i) => {
        const at = from - 1 + i;
        const kind = kinds[at % kinds.length]!;
        const name = names[Math.floor(at / kinds.length) % names.length]!;
        return randomDesign(kind, name, from + i);
    });
}

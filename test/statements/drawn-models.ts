/** Models of all kinds with numbers drawn at random from a fixed seed: every claim about them is checked against their numbers. */
import { SeededGenerator } from '../../src-engine/laws/seeded-generator.js';
import type { StatedModel } from './chosen-models.js';

class Chance {
    private readonly generator: SeededGenerator;

    constructor(seed: number) {
        this.generator = new SeededGenerator(seed);
    }

    /** Three significant digits. */
    between(from: number, to: number): string {
        return String(Number((from + (to - from) * this.generator.uniform()).toPrecision(3)));
    }

    whole(from: number, to: number): number {
        return from + Math.floor((to - from + 1) * this.generator.uniform());
    }

    of<T>(choices: readonly T[]): T {
        return choices[this.whole(0, choices.length - 1)]!;
    }
}

const families = [
    'gaussian(phi = 1.7)',
    'bernoulli',
    'poisson',
    'binomial(trials = 6)',
    'gamma(phi = 0.5)',
    'bernoulli link probit',
    'negativeBinomial(size = 2)',
    'bernoulli link cloglog',
    'inverseGaussian(phi = 0.3)',
    'gaussian(phi = 0.6)',
    'gaussian(phi = 0.4) link log'
] as const;

interface Shape {
    name: string;
    /** Predictors, effects and random effects; effects have names b0, e (what is tested), and others. */
    model: (chance: Chance, effect: string) => string;
    /** What `design` says, `COUNT` and `N` being the sizes that may be asked for. */
    design: string;
    /** Sizes are multiples of these. */
    steps: { count: number; n: number };
    /** Only with Gaussian responses. */
    isLinear?: boolean;
    /** What a precision may be of. */
    component?: string;
}

const shapes: readonly Shape[] = [
    {
        name: 'one intercept',
        model: (c, e) =>
            `predictor x ~ ${c.of(['Uniform(-1, 1)', 'Normal(0.2, 0.8)', 'Bernoulli(0.4)'])}
             fixed A { b0: 1 = ${c.between(-1, 1)} } fixed B { e: x = ${e} } random clinic { b0 sd ${c.between(0.3, 1.2)} }`,
        design: 'clinic = COUNT, n = N',
        steps: { count: 1, n: 1 },
        component: 'var(b0 | clinic)'
    },
    {
        name: 'arms of clusters',
        model: (c, e) =>
            `predictor arm each 0, 1 per clinic
             fixed A { b0: 1 = ${c.between(-1, 0.5)}; e: arm = ${e} } random clinic { b0 sd ${c.between(0.2, 0.9)} }`,
        design: 'clinic = COUNT, n = N',
        steps: { count: 2, n: 1 },
        component: 'var(b0 | clinic)'
    },
    {
        name: 'intercept and slope',
        model: (c, e) =>
            `predictor time each 0, 1, 2 predictor arm each 0, 1 per patient
             fixed A { b0: 1 = ${c.between(-0.5, 0.5)}; b1: time = ${c.between(-0.3, 0.3)}; b2: arm = 0; e: arm * time = ${e} }
             random patient { b0 sd ${c.between(0.3, 0.8)}; b1 sd ${c.between(0.1, 0.3)}; correlation(b0, b1) = ${c.between(-0.4, 0.4)} }`,
        design: 'patient = COUNT, n = N',
        steps: { count: 2, n: 3 },
        component: 'var(b1 | patient)'
    },
    {
        name: 'stepped wedge',
        model: (c, e) =>
            `predictor wave each 1, 2, 3 per clinic predictor period each 0, 1, 2, 3 predictor treated = period >= wave
             fixed A { b0: 1 = ${c.between(-1, 0)} } fixed B { p1: period == 1 = 0; p2: period == 2 = 0; p3: period == 3 = 0; e: treated = ${e} }
             random clinic { b0 sd ${c.between(0.2, 0.6)} }`,
        design: 'clinic = COUNT, n = N',
        steps: { count: 3, n: 4 }
    },
    {
        name: 'no groups',
        model: (c, e) => `predictor x ~ ${c.of(['Normal(0, 1)', 'Uniform(0, 2)'])} fixed B { b0: 1 = ${c.between(-1, 0.5)}; e: x = ${e} }`,
        design: 'n = N',
        steps: { count: 1, n: 1 }
    },
    {
        name: 'levels, arm per class',
        model: (c, e) =>
            `predictor arm each 0, 1 per class fixed A { b0: 1 = ${c.between(-0.5, 0.5)}; e: arm = ${e} }
             random school { b0 sd ${c.between(0.2, 0.7)} } random class in school { b0 sd ${c.between(0.2, 0.5)} }`,
        design: 'school = COUNT, class = 4, n = N',
        steps: { count: 1, n: 1 },
        component: 'var(b0 | school)'
    },
    {
        name: 'levels, arm per school',
        model: (c, e) =>
            `predictor arm each 0, 1 per school fixed A { b0: 1 = ${c.between(-0.5, 0.5)}; e: arm = ${e} }
             random school { b0 sd ${c.between(0.2, 0.7)} } random class in school { b0 sd ${c.between(0.2, 0.5)} }`,
        design: 'school = COUNT, class = 3, n = N',
        steps: { count: 2, n: 1 }
    },
    {
        name: 'crossed',
        model: (c, e) =>
            `predictor condition each -0.5, 0.5 per item predictor x ~ Normal(0, 1)
             fixed A { b0: 1 = ${c.between(-0.5, 0.5)}; e: condition = ${e} } fixed B { bx: x = ${c.between(-0.5, 0.5)} }
             random subject { b0 sd ${c.between(0.2, 0.5)} } random item { b0 sd ${c.between(0.2, 0.4)} }`,
        design: 'subject = COUNT, item = 12, n = N',
        steps: { count: 1, n: 1 },
        component: 'var(b0 | item)'
    },
    {
        name: 'nested beside crossed',
        model: (c, e) =>
            `predictor x ~ Normal(0, 1) fixed A { b0: 1 = ${c.between(-0.5, 0.5)} } fixed B { e: x = ${e} }
             random item { b0 sd ${c.between(0.3, 0.6)} } random school { b0 sd ${c.between(0.3, 0.6)} } random class in school { b0 sd 0.3 }`,
        design: 'item = 6, school = COUNT, class = 2, n = N',
        steps: { count: 1, n: 1 },
        isLinear: true
    },
    {
        name: 'unequal sizes',
        model: (c, e) =>
            `predictor x ~ Normal(0, 1) per clinic fixed A { b0: 1 = ${c.between(-0.5, 0.5)}; e: x = ${e} }
             random clinic { b0 sd ${c.between(0.3, 0.8)} }`,
        design: 'clinic = COUNT, n ~ Sizes(mean = 9, cv = 0.5)',
        steps: { count: 1, n: 1 }
    },
    {
        name: 'three to one',
        model: (c, e) =>
            `predictor arm each 0, 0, 0, 1 per clinic predictor x ~ Uniform(-1, 1)
             fixed A { b0: 1 = ${c.between(-0.5, 0.5)}; e: arm = ${e} } fixed B { bx: x = ${c.between(-0.5, 0.5)} }
             random clinic { b0 sd ${c.between(0.3, 0.8)} }`,
        design: 'clinic = COUNT, n = N, attrition 0.15',
        steps: { count: 4, n: 1 }
    }
];

/** What a model asks; `e` is the tested effect. */
const goals = [
    'test e = 0 power 0.8',
    'test main: e = 0 greater power 0.9 reference t',
    'test e = 0 alpha 0.01',
    'test e = 0 two-sided power 0.85  test b0 = 0',
    'test e = 0 and b0 = 0 power 0.8',
    'precision e halfwidth 0.3',
    'test e = 0 power 0.8 using leading',
    'test e = 0 power 0.8 using two-term',
    'test e = 0 power 0.8 derive s = exp(e)',
    'test e = 0 greater  test b0 = 0'
] as const;

/** A size, small or large, that fits the points of `each`. */
const sized = (chance: Chance, step: number, sizes: readonly number[]): number => step * Math.max(1, Math.round(chance.of(sizes) / step));

function text(shape: Shape, family: string, chance: Chance, index: number): string {
    const asked = ['none', 'count', 'none', 'n', 'none', 'effect'][index % 6]!;
    const goal = goals[index % goals.length]!;
    const canAsk = goal.includes('power') || goal.includes('precision');
    const isAsked = (what: string): boolean =>
        canAsk && asked === what && shape.design.includes(what === 'n' ? 'n = N' : what === 'count' ? 'COUNT' : '');
    const asksSize = isAsked('count') || isAsked('n');
    // At the null, and on the other side of a one-sided alternative, too: but where a size is asked for, it could not be had.
    const value =
        !asksSize && index % 7 === 3 ? '0' : goal.includes('greater  ') ? `-${chance.between(0.1, 0.5)}` : chance.between(0.15, 0.7);
    const effect = isAsked('effect') && goal.includes('test') && !goal.includes(' and ') ? '?' : value;
    const design = shape.design
        .replace('COUNT', isAsked('count') ? '?' : String(sized(chance, shape.steps.count, [3, 8, 24, 60])))
        .replace('= N', `= ${isAsked('n') ? '?' : sized(chance, shape.steps.n, [1, 3, 6, 12, 40])}`);
    const component = shape.component && index % 4 === 1 ? `precision ${shape.component} factor 2` : '';
    const cost =
        index % 5 === 2 && shape.design.includes('COUNT') && !shape.design.includes('~')
            ? `cost { per ${shape.design.split(' ')[0]} 20, per observation 1${index % 2 === 0 ? ', budget 4000' : ''} }`
            : '';
    return `model m {
  family ${family}
  ${shape.model(chance, effect)}
  design { ${design} }
  ${goal} ${component} ${cost}
}`;
}

/** Every shape with families in turn. */
export function randomModels(rounds: number): StatedModel[] {
    return Array.from({ length: rounds * shapes.length }, (_, index) => {
        const shape = shapes[index % shapes.length]!;
        const round = Math.floor(index / shapes.length);
        const isLinear = shape.isLinear ?? false;
        const family = isLinear ? 'gaussian(phi = 1.7)' : families[(round + 3 * (index % shapes.length)) % families.length]!;
        return { name: `${index}: ${shape.name}, ${family}`, text: text(shape, family, new Chance(index + 1), index) };
    });
}

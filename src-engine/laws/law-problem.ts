import { cholesky } from '../numeric/cholesky.js';
import type { Law } from '../spec/model-spec.js';

/** An argument of a law that is out of its range. */
export interface LawProblem {
    /** The argument's name in the language. */
    argument: string;
    /** What would be right, in plain words. */
    detail: string;
    /** Inside mixtures: the index of the component, from the outermost mixture inwards; empty elsewhere. */
    components: number[];
}

/** How far from 1 a sum of probabilities may be. */
const SUM_TOLERANCE = 1e-9;
/** The largest size of a binomial law: doubles count every whole number up to it, with room. */
const LARGEST_SIZE = 1e15;

/** The first argument of a law that is out of its range; null where all are right. The other functions of laws expect laws without a problem. */
export function lawProblem(law: Law): LawProblem | null {
    switch (law.law) {
        case 'normal':
            return finite('mean', law.mean) ?? positive('sd', law.sd);
        case 'uniform':
            return finite('min', law.min) ?? finite('max', law.max) ?? increasing(law.min, law.max);
        case 'bernoulli':
            return probability('p', law.p);
        case 'binomial':
            return size(law.size) ?? probability('p', law.p);
        case 'poisson':
            return positive('rate', law.rate);
        case 'gamma':
            return positive('shape', law.shape) ?? positive('rate', law.rate);
        case 'exponential':
            return positive('rate', law.rate);
        case 'beta':
            return positive('a', law.a) ?? positive('b', law.b);
        case 'logNormal':
            return finite('meanlog', law.meanlog) ?? positive('sdlog', law.sdlog);
        case 'studentT':
            return positive('df', law.df) ?? finite('location', law.location) ?? positive('scale', law.scale);
        case 'discrete':
            return (
                (law.values.length === 0 ? problem('values', 'at least one value is needed') : null) ??
                firstOf(law.values, value => finite('values', value)) ??
                probabilities(law.probabilities, law.values.length, 'value')
            );
        case 'categorical':
            return (
                (law.levels.length === 0 ? problem('levels', 'at least one level is needed') : null) ??
                firstOf(law.levels, (level, index) =>
                    law.levels.indexOf(level) < index ? problem('levels', `each level may stand once; ${level} stands twice`) : null
                ) ??
                probabilities(law.probabilities, law.levels.length, 'level')
            );
        case 'mixture':
            return mixtureProblem(law);
        case 'mvNormal':
            return multivariateProblem(law);
        case 'empirical':
            return null;
    }
}

function problem(argument: string, detail: string): LawProblem {
    return { argument, detail, components: [] };
}

function firstOf<T>(items: readonly T[], check: (item: T, index: number) => LawProblem | null): LawProblem | null {
    for (const [index, item] of items.entries()) {
        const found = check(item, index);
        if (found) {
            return found;
        }
    }
    return null;
}

function finite(argument: string, value: number): LawProblem | null {
    return Number.isFinite(value) ? null : problem(argument, `${argument} must be a finite number`);
}

function positive(argument: string, value: number): LawProblem | null {
    return finite(argument, value) ?? (value > 0 ? null : problem(argument, `${argument} must be greater than 0`));
}

function probability(argument: string, value: number): LawProblem | null {
    return value >= 0 && value <= 1 ? null : problem(argument, `${argument} must lie between 0 and 1`);
}

function increasing(min: number, max: number): LawProblem | null {
    if (!(min < max)) {
        return problem('max', 'max must be greater than min');
    }
    return Number.isFinite(max - min) ? null : problem('max', 'the distance from min to max must be a finite number');
}

function size(value: number): LawProblem | null {
    return Number.isInteger(value) && value >= 1 && value <= LARGEST_SIZE
        ? null
        : problem('size', 'size must be a whole number, 1 or more');
}

/** Probabilities of `count` things of a kind: each between 0 and 1, together 1. */
function probabilities(values: readonly number[], count: number, kind: string): LawProblem | null {
    if (values.length !== count) {
        return problem('probabilities', `every ${kind} needs a probability`);
    }
    const bad = firstOf(values, value =>
        probability('p', value) ? problem('probabilities', 'each probability must lie between 0 and 1') : null
    );
    if (bad) {
        return bad;
    }
    const sum = values.reduce((total, value) => total + value, 0);
    if (Math.abs(sum - 1) <= SUM_TOLERANCE) {
        return null;
    }
    return problem('probabilities', `the probabilities must sum to 1; they sum to ${Number(sum.toPrecision(10))}`);
}

function mixtureProblem(law: Extract<Law, { law: 'mixture' }>): LawProblem | null {
    const { components } = law;
    if (components.length === 0) {
        return problem('components', 'at least one component is needed');
    }
    return (
        firstOf(components, (component, index) => {
            const inner = lawProblem(component.law) ?? unmixable(component.law);
            return inner && { ...inner, components: [index, ...inner.components] };
        }) ??
        probabilities(
            components.map(component => component.probability),
            components.length,
            'component'
        )
    );
}

function unmixable(law: Law): LawProblem | null {
    const known = law.law !== 'mvNormal' && law.law !== 'empirical' && law.law !== 'categorical';
    return known ? null : problem('components', 'a component must be a law of one number');
}

function multivariateProblem(law: Extract<Law, { law: 'mvNormal' }>): LawProblem | null {
    const { mean, covariance } = law;
    const count = mean.length;
    if (count === 0) {
        return problem('mean', 'at least one mean is needed');
    }
    const bad = firstOf(mean, value => finite('mean', value));
    if (bad) {
        return bad;
    }
    if (covariance.length !== count || covariance.some(row => row.length !== count)) {
        return problem('covariance', `covariance must have ${count} rows of ${count} numbers, as many as there are means`);
    }
    for (let i = 0; i < count; i++) {
        for (let j = 0; j < i; j++) {
            const a = covariance[i][j];
            const b = covariance[j][i];
            if (Math.abs(a - b) > 1e-12 * Math.max(Math.abs(a), Math.abs(b))) {
                return problem(
                    'covariance',
                    `covariance must be symmetric; rows ${j + 1} and ${i + 1} have ${b} and ${a} in each other's place`
                );
            }
        }
    }
    const factor = cholesky(covariance);
    if (factor.ok) {
        return null;
    }
    if (factor.smallestEigenvalue === null) {
        return problem('covariance', 'covariance must hold finite numbers');
    }
    const eigenvalue = Number(factor.smallestEigenvalue.toPrecision(3));
    return problem('covariance', `covariance must be positive definite; its smallest eigenvalue is ${eigenvalue}`);
}

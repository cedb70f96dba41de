/** The predictors of an input and their laws. */
import { lawProblem } from '../laws/index.js';
import type { Law, PredictorSpec } from '../spec/model-spec.js';
import { derivedInOrder } from '../spec/term.js';
import { checkedTerm, type KnownNames } from './checked-term.js';
import { InvalidInput, quoted, repeated, type CheckedValue } from './checked-value.js';

type LawName = Law['law'];

const lawNames: readonly LawName[] = [
    'normal', 'uniform', 'bernoulli', 'binomial', 'poisson', 'gamma', 'exponential', 'beta', 'logNormal', 'studentT',
    'discrete', 'categorical', 'mixture', 'mvNormal', 'empirical'
]; // prettier-ignore

/** The properties of the laws whose arguments are numbers. */
const numericArguments = {
    normal: ['mean', 'sd'],
    uniform: ['min', 'max'],
    bernoulli: ['p'],
    binomial: ['size', 'p'],
    poisson: ['rate'],
    gamma: ['shape', 'rate'],
    exponential: ['rate'],
    beta: ['a', 'b'],
    logNormal: ['meanlog', 'sdlog'],
    studentT: ['df', 'location', 'scale']
} as const satisfies Partial<Record<LawName, readonly string[]>>;

const kinds = ['random', 'each', 'derived'] as const;

/** The predictors of a list, and the levels of the categorical ones. A derived predictor is checked when all names are known. */
export function checkedPredictors(input: CheckedValue, groups: ReadonlySet<string>): PredictorSpec[] {
    const drafts = input.list().map(item => draft(item, groups));
    const names = drafts.flatMap(({ spec }) => (spec.kind === 'random' ? spec.names : [spec.name]));
    const twice = repeated(names);
    if (twice !== undefined) {
        throw new InvalidInput(input.path, `must have different names; ${quoted(twice)} stands in it twice`);
    }
    const known = knownPredictors(drafts.map(({ spec }) => spec));
    const predictors = drafts.map(({ spec, term }) =>
        spec.kind === 'derived' && term ? { ...spec, term: checkedTerm(term, known) } : spec
    );
    mustHaveNoCycle(input, predictors);
    return predictors;
}

/** The names that terms can use. */
export function knownPredictors(predictors: readonly PredictorSpec[]): KnownNames {
    const levels = new Map<string, readonly string[]>();
    const names = new Set<string>();
    for (const predictor of predictors) {
        (predictor.kind === 'random' ? predictor.names : [predictor.name]).forEach(name => names.add(name));
        if (predictor.kind === 'random' && predictor.law.law === 'categorical') {
            levels.set(predictor.names[0], predictor.law.levels);
        }
    }
    return { predictors: names, levels, effects: new Set(), groups: new Set() };
}

interface Draft {
    spec: PredictorSpec;
    /** Of a derived predictor: its term, which is not checked yet. */
    term: CheckedValue | null;
}

function draft(item: CheckedValue, groups: ReadonlySet<string>): Draft {
    const kind = item.fields(['kind', 'names', 'name', 'law', 'points', 'per', 'term'])('kind').oneOf(kinds);
    const group = (per: CheckedValue): string | null => per.or(null, value => value.orNull(name => name.nameOf(groups, 'a group')));
    switch (kind) {
        case 'random': {
            const at = item.fields(['kind', 'names', 'law', 'per']);
            const names = at('names').someItems().map(name => name.name()); // prettier-ignore
            const law = checkedLaw(at('law'));
            const dimension = law.law === 'mvNormal' ? law.mean.length : 1;
            if (names.length !== dimension) {
                throw new InvalidInput(at('names').path, `must have ${dimension} ${dimension === 1 ? 'name' : 'names'}, as many as its law has dimensions; it has ${names.length}`); // prettier-ignore
            }
            return { spec: { kind, names, law, per: group(at('per')) }, term: null };
        }
        case 'each': {
            const at = item.fields(['kind', 'name', 'points', 'per']);
            const points = at('points').someItems().map(point => point.number()); // prettier-ignore
            return { spec: { kind, name: at('name').name(), points, per: group(at('per')) }, term: null };
        }
        case 'derived': {
            const at = item.fields(['kind', 'name', 'term']);
            return { spec: { kind, name: at('name').name(), term: { op: 'number', value: 0 } }, term: at('term') };
        }
    }
}

function mustHaveNoCycle(input: CheckedValue, predictors: readonly PredictorSpec[]): void {
    try {
        derivedInOrder(predictors);
    } catch (error) {
        throw error instanceof RangeError
            ? error
            : new InvalidInput(input.path, `must have no circle of definitions: ${(error as Error).message}`);
    }
}

function checkedLaw(input: CheckedValue): Law {
    const law = lawOfShape(input);
    const problem = lawProblem(law);
    if (problem) {
        const place = problem.components.map(i => `.components[${i}].law`).join('');
        throw new InvalidInput(`${input.path}${place}`, `is out of range: ${problem.detail}`);
    }
    return law;
}

/** A law whose properties are there and have their types; their range is not looked at. */
function lawOfShape(input: CheckedValue): Law {
    const allKeys = ['law', 'values', 'probabilities', 'source', 'levels', 'components', 'covariance', 'data', 'column', ...Object.values(numericArguments).flat()]; // prettier-ignore
    const law = input.fields(allKeys)('law').oneOf(lawNames);
    const numbers = (list: CheckedValue): number[] => list.list().map(item => item.number());
    switch (law) {
        case 'discrete': {
            const at = input.fields(['law', 'values', 'probabilities', 'source']);
            const source = at('source').or(undefined, columnOf);
            const plain = { law, values: numbers(at('values')), probabilities: numbers(at('probabilities')) };
            return source ? { ...plain, source } : plain;
        }
        case 'categorical': {
            const at = input.fields(['law', 'levels', 'probabilities']);
            return { law, levels: at('levels').list().map(level => level.name()), probabilities: numbers(at('probabilities')) }; // prettier-ignore
        }
        case 'mixture': {
            const components = input.fields(['law', 'components'])('components').list();
            return {
                law,
                components: components.map(component => {
                    const at = component.fields(['probability', 'law']);
                    return { probability: at('probability').number(), law: lawOfShape(at('law')) };
                })
            };
        }
        case 'mvNormal': {
            const at = input.fields(['law', 'mean', 'covariance']);
            return { law, mean: numbers(at('mean')), covariance: at('covariance').list().map(numbers) }; // prettier-ignore
        }
        case 'empirical': {
            const at = input.fields(['law', 'data', 'column']);
            return { law, data: at('data').name(), column: at('column').name() };
        }
        default: {
            const at = input.fields(['law', ...numericArguments[law]]);
            const entries = numericArguments[law].map(name => [name, at(name).number()] as const);
            return { law, ...Object.fromEntries(entries) } as Law;
        }
    }
}

function columnOf(input: CheckedValue): { data: string; column: string } {
    const at = input.fields(['data', 'column']);
    return { data: at('data').name(), column: at('column').name() };
}

/** The laws of predictors in an input: first their properties and types, then their ranges, which the record of each law defines. */
import { lawProblem } from '../laws/index.js';
import type { Law } from '../spec/model-spec.js';
import { InvalidInput, type CheckedValue, type Fields } from './checked-value.js';

type LawName = Law['law'];

/** How the properties of a law are read. */
interface Shape {
    properties: readonly string[];
    read: (at: Fields<string>) => object;
}

/** A law whose arguments are numbers. */
function numbers(...properties: string[]): Shape {
    return { properties, read: at => Object.fromEntries(properties.map(name => [name, at(name).number()])) };
}

const numberList = (list: CheckedValue): number[] => list.list().map(item => item.number());

/** By law: its properties, whose types are those of `Law`. */
const shapes: Record<LawName, Shape> = {
    normal: numbers('mean', 'sd'),
    uniform: numbers('min', 'max'),
    bernoulli: numbers('p'),
    binomial: numbers('size', 'p'),
    poisson: numbers('rate'),
    gamma: numbers('shape', 'rate'),
    exponential: numbers('rate'),
    beta: numbers('a', 'b'),
    logNormal: numbers('meanlog', 'sdlog'),
    studentT: numbers('df', 'location', 'scale'),
    discrete: {
        properties: ['values', 'probabilities', 'source'],
        read: at => {
            const source = at('source').or(null, columnOf);
            return { values: numberList(at('values')), probabilities: numberList(at('probabilities')), ...(source && { source }) };
        }
    },
    categorical: {
        properties: ['levels', 'probabilities'],
        read: at => ({ levels: checkedLevelNames(at('levels')), probabilities: numberList(at('probabilities')) })
    },
    mixture: {
        properties: ['components'],
        read: at => ({ components: at('components').list().map(componentOf) }) // prettier-ignore
    },
    mvNormal: {
        properties: ['mean', 'covariance'],
        read: at => ({ mean: numberList(at('mean')), covariance: at('covariance').list().map(numberList) }) // prettier-ignore
    },
    empirical: { properties: ['data', 'column'], read: at => ({ data: at('data').name(), column: at('column').name() }) }
};

const lawNames = Object.keys(shapes) as LawName[];

export function checkedLaw(input: CheckedValue): Law {
    const law = lawOfShape(input);
    const problem = lawProblem(law);
    if (problem) {
        const place = problem.components.map((i: number) => `.components[${i}].law`).join('');
        throw new InvalidInput(`${input.path}${place}`, `is out of range: ${problem.detail}`);
    }
    return law;
}

/** Reads a law with the right properties and types; ranges are checked later. */
function lawOfShape(input: CheckedValue): Law {
    const law = input.kind('law', lawNames);
    const { properties, read } = shapes[law];
    return { law, ...read(input.fields(['law', ...properties])) } as Law;
}

export function checkedLevelNames(list: CheckedValue): string[] {
    return list.list().map(level => level.name());
}

function componentOf(component: CheckedValue): { probability: number; law: Law } {
    const at = component.fields(['probability', 'law']);
    return { probability: at('probability').number(), law: lawOfShape(at('law')) };
}

function columnOf(input: CheckedValue): { data: string; column: string } {
    const at = input.fields(['data', 'column']);
    return { data: at('data').name(), column: at('column').name() };
}

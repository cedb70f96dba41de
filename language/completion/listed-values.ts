/** The predictors whose values are listed, read from the words of their statements. */
import { hasShapeOfName } from '../parsing/name-shape.js';

/** What a predictor with listed values can be. */
export interface ListedValues {
    /** As they stand in brackets: `low`, `"96"`, `-1`. */
    values: readonly string[];
    /** Whether they are names: such a predictor is a factor, and cannot stand in a term alone. */
    areNames: boolean;
}

/** By the name of the predictor. */
export function listedValuesOf(
    predictors: readonly (readonly string[])[],
    constants: readonly string[]
): ReadonlyMap<string, ListedValues> {
    return new Map(
        predictors.flatMap(([, name, sign, ...rest]) => {
            const listed = name === undefined || name === '(' ? undefined : listedIn(sign, rest, constants);
            return listed && listed.values.length > 0 ? [[name!, listed] as const] : [];
        })
    );
}

function listedIn(sign: string | undefined, words: readonly string[], constants: readonly string[]): ListedValues | undefined {
    if (sign === 'each') {
        const values = parts(words.slice(0, words.includes('per') ? words.indexOf('per') : undefined));
        return { values: [...new Set(values)], areNames: values.some(value => isLevel(value, constants)) };
    }
    const [law] = words;
    if (sign !== '~' || (law !== 'Categorical' && law !== 'Discrete' && law !== 'Bernoulli')) {
        return undefined;
    }
    const inside = words.slice(2, words.includes(')') ? words.indexOf(')') : undefined);
    const values = law === 'Bernoulli' ? ['0', '1'] : parts(inside).map(part => part.split(':')[0]!);
    return { values: values.filter(value => value !== ''), areNames: law === 'Categorical' };
}

/** What stands between commas, without spaces. */
function parts(words: readonly string[]): string[] {
    return words
        .join('')
        .split(',')
        .filter(part => part !== '');
}

function isLevel(value: string, constants: readonly string[]): boolean {
    return value.startsWith('"') || (hasShapeOfName(value) && value !== 'pi' && !constants.includes(value));
}

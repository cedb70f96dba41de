/** The options of a call, checked. */
import { UsageError } from './usage-error.js';

/** The requirement on an option: its test, and its wording. */
export interface OptionRule {
    isRight: (value: unknown) => boolean;
    expected: string;
}

const numberWhere = (isRight: (value: number) => boolean, expected: string): OptionRule => ({
    isRight: value => typeof value === 'number' && Number.isFinite(value) && isRight(value),
    expected
});

export const share = numberWhere(value => value > 0 && value < 1, 'a number between 0 and 1');
export const positiveNumber = numberWhere(value => value > 0, 'a number greater than 0');
export const seed = numberWhere(Number.isSafeInteger, 'a whole number');
export const flag: OptionRule = { isRight: value => typeof value === 'boolean', expected: 'true or false' };
export const callback: OptionRule = { isRight: value => typeof value === 'function', expected: 'a function' };
export const oneLine: OptionRule = {
    isRight: value => typeof value === 'string' && value.trim() !== '' && !/[\r\n]/.test(value),
    expected: 'a text of one line'
};
export const oneOf = (...values: string[]): OptionRule => ({
    isRight: value => typeof value === 'string' && values.includes(value),
    expected: `one of ${values.map(value => `'${value}'`).join(', ')}`
});

/**
 * Options without those that are undefined.
 *
 * @throws UsageError where an option is unknown or breaks its requirement
 */
export function checkedOptions<T extends object>(name: string, options: unknown, rules: Record<keyof T & string, OptionRule>): T {
    if (options === undefined) {
        return {} as T;
    }
    if (typeof options !== 'object' || options === null || Array.isArray(options)) {
        throw new UsageError(`The options of ${name}() must be an object.`);
    }
    const given = Object.entries(options).filter(([, value]) => value !== undefined);
    for (const [key, value] of given) {
        if (!Object.hasOwn(rules, key)) {
            throw new UsageError(`${name}() has no option '${key}'. Its options are ${Object.keys(rules).join(', ')}.`);
        }
        const { isRight, expected } = rules[key as keyof T & string];
        if (!isRight(value)) {
            throw new UsageError(`The option '${key}' of ${name}() must be ${expected}.`);
        }
    }
    return Object.fromEntries(given) as T;
}

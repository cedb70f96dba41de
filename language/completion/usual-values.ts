/** Numbers that people often write after a keyword, and names of groups where the text has none yet. */
import type { ModelSketch } from './model-sketch.js';
import { named, needed, type Suggestion, type Suggestions } from './suggestion.js';

const usualNumbers: Partial<Record<string, readonly string[]>> = {
    sd: ['0.5', '1'],
    variance: ['0.25', '1'],
    icc: ['0.05', '0.01', '0.10'],
    power: ['0.80', '0.90'],
    alpha: ['0.05', '0.025', '0.01'],
    level: ['0.95', '0.90'],
    halfwidth: ['0.1', '0.2'],
    factor: ['1.5', '2'],
    attrition: ['0.10', '0.15', '0.20'],
    step: ['10', '5', '1'],
    budget: ['10000', '100000'],
    replicates: ['1000', '10000'],
    seed: ['1']
};

/** The prices of a group and of an observation. */
const prices: readonly string[] = ['100', '10', '1'];

const usualGroups: readonly string[] = ['subject', 'clinic', 'school'];

/** What can follow a keyword that needs a number; constants of the text first. Undefined for other words. */
export function valuesAfter(keyword: string, { constants }: ModelSketch): Suggestions | undefined {
    const numbers = Object.hasOwn(usualNumbers, keyword) ? usualNumbers[keyword] : undefined;
    return numbers && needed([...named(constants, 'constant'), ...named(numbers, 'number')]);
}

export function priceSuggestions({ constants }: ModelSketch): Suggestions {
    return needed([...named(constants, 'constant'), ...named(prices, 'number')]);
}

/** The groups of the text but these, or usual names for the first of them. */
export function groupSuggestions({ groupNames }: ModelSketch, except: readonly (string | undefined)[] = []): Suggestion[] {
    const isOpen = (name: string): boolean => !except.includes(name);
    const known = groupNames.filter(isOpen);
    return named(known.length > 0 ? known : usualGroups.filter(isOpen), 'group');
}

/** Entries that stop before their value. */
import { mainEffectIn, termFor } from './declared-names.js';
import type { ErrorPlace, Slip } from './slip.js';

/** What to begin with, by the innermost rule that a missing value belongs to. */
const values: Record<string, string> = {
    FixedEffect: '0.3',
    Count: '50',
    GroupSize: '20',
    Constant: '1',
    Hypothesis: '0',
    RandomEffect: '0.5',
    Dependence: '0.2',
    Attrition: '0.15',
    Price: '100',
    Budget: '20000',
    Predictor: '0, 1',
    Sweep: '10, 20, 50',
    Argument: '1',
    Offset: '0',
    Level: '0.5',
    Point: '0',
    SimulationNumber: '1000'
};

const ofOptions: Record<string, string> = {
    power: '0.80',
    alpha: '0.05',
    level: '0.95',
    halfwidth: '0.1',
    factor: '1.5',
    step: '5',
    attrition: '0.15',
    budget: '20000',
    replicates: '1000',
    seed: '1'
};

function valueOf({ rules }: ErrorPlace): string | undefined {
    return rules.toReversed().flatMap(rule => values[rule] ?? [])[0];
}

const inExpression = new Set(['Expression', 'Operation', 'Signed', 'Primary', 'Exponentiation']);

/** `beta1: x =`, `clinic = ,`, `test = 0`. */
export function missingExpression(place: ErrorPlace): Slip | undefined {
    if (!inExpression.has(place.rule)) {
        return undefined;
    }
    const effect = mainEffectIn(place.tokens);
    if (place.image(-1) === 'test' && place.image(0) === '=' && effect !== undefined) {
        return place.unsaid(place.appended(` ${effect}`, effect));
    }
    const holder = place.rules.findLast(rule => Object.hasOwn(values, rule));
    if (holder === 'FixedEffect' && place.image(-1) === ':') {
        const term = termFor(place.image(-2), place.tokens);
        return place.image(0) === '='
            ? place.unsaid(place.appended(` ${term}`, term))
            : place.isUnfinished
              ? place.unsaid(place.appended(` ${term} = 0.3`, term, '0.3'))
              : undefined;
    }
    if (place.image(0) === '=' && place.image(-1) === '=') {
        return place.needless(0, 0);
    }
    const value = place.rules.includes('Derived') ? (effect === undefined ? undefined : `exp(${effect})`) : valueOf(place);
    const isOpen = place.expected === '' && place.isUnfinished;
    return isOpen && value !== undefined ? place.unsaid(place.appended(` ${value}`, value)) : undefined;
}

/** `beta1: x` and `clinic` without `=` and what follows. */
export function missingEnd(place: ErrorPlace): Slip | undefined {
    const value = place.rules.includes('Derived') ? mainEffectIn(place.tokens) : valueOf(place);
    if (!place.isUnfinished || value === undefined) {
        return undefined;
    }
    if (place.expected === '=' || place.rule === 'GroupSize') {
        return place.unsaid(place.appended(` = ${value}`, value));
    }
    return undefined;
}

/** `power` without a number. */
export function missingNumber(place: ErrorPlace): Slip | undefined {
    const option = place.image(0);
    const value = ofOptions[option];
    const isLine = place.beginsLine() && place.isName(1);
    const isMissing = place.expected === '}' && value !== undefined && !place.isNumber(1) && !isLine;
    return isMissing
        ? place.slip(0, 0, { kind: 'number-missing', option }, place.replaced(0, 0, `${option} ${value}`, { stops: [value] }))
        : undefined;
}

/** A whole line that only names an element: `test`, `family`, `using`. */
export function emptyElement(place: ErrorPlace): Slip | undefined {
    if (!place.isUnfinished) {
        return undefined;
    }
    const keyword = place.image(-1);
    const effect = mainEffectIn(place.tokens);
    if (place.rule === 'Family' && keyword === 'family') {
        return place.unsaid(place.appended(' bernoulli', 'bernoulli'));
    }
    if (place.rule === 'Family' && keyword === 'link') {
        return place.unsaid(place.appended(' log', 'log'));
    }
    if (place.rule === 'Using') {
        return place.unsaid(place.appended(' refined', 'refined'));
    }
    if (place.rule === 'ReferenceLaw') {
        return place.unsaid(place.appended(' t', 't'));
    }
    if (keyword === 'test' && effect !== undefined) {
        return place.unsaid(place.appended(` ${effect} = 0 power 0.80`, effect, '0.80'));
    }
    if (keyword === 'precision' && effect !== undefined) {
        return place.unsaid(place.appended(` ${effect} halfwidth 0.1`, effect, '0.1'));
    }
    return undefined;
}

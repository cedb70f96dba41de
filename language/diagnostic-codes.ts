import type { Severity } from './lowered-model.js';

interface CodeKnowledge {
    severity: Severity;
    /** What the code says of a text, in a sentence. */
    summary: string;
}

function error(summary: string): CodeKnowledge {
    return { severity: 'error', summary };
}

/** The catalogue of diagnostics: every code, how severe it is, and what it means. */
export const diagnosticCodes = {
    syntax: error('The text does not parse here.'),
    'name-reserved': error('`n` is the number of observations and can name nothing else.'),
    'duplicate-name': error('A name is given twice in one name space.'),
    'unknown-name': error('A name stands for nothing here.'),
    'ambiguous-name': error('A name in `sweep` could mean several things.'),
    'cyclic-definition': error('A constant, predictor, derived quantity or nesting is defined by itself.'),
    'not-finite': error('A constant is infinite or has no value.'),
    'number-expected': error('Something else stands where a number is due.'),
    'list-expected': error('A list or a matrix is due.'),
    'effect-expected': error('The name of an effect is due.'),
    'unknown-value-misplaced': error('`?` stands where nothing can be asked for.'),
    'unknown-function': error('A function is unknown, or does not take what it is given.'),
    'unknown-argument': error('A law or family has no argument of that name.'),
    'duplicate-argument': error('An argument is given twice.'),
    'wrong-number-of-arguments': error('An argument is missing or one too many.'),
    'unknown-law': error('There is no such law.'),
    'law-argument-out-of-range': error("A law's argument is out of its range."),
    'probability-missing': error('Some values of a law have a probability, others none.'),
    'wrong-number-of-names': error('A law has another dimension than the names that it is given.'),
    'chained-comparison': error('Comparisons do not chain.'),
    'no-levels': error('Something without levels is written with brackets.'),
    'level-expected': error('A categorical predictor is used without a level.'),
    'unknown-level': error('A categorical predictor has no such level.'),
    'no-such-random-effect': error('An effect has no random effect in the group.'),
    'contrast-not-linear': error('A tested hypothesis is not linear in fixed effects.')
} satisfies Record<string, CodeKnowledge>;

export type DiagnosticCode = keyof typeof diagnosticCodes;

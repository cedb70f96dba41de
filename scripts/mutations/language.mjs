/** Mistakes between the text and the engine, both ways. */
import { place } from './place.mjs';

export const language = [
    place(
        '`-x^2` is a square',
        'language/lowering/constants.ts',
        "expression.sign === '-' ? -operand : operand",
        "expression.sign === '-' ? Math.abs(operand) : operand",
        'test/language/precedence.test.ts'
    ),
    place(
        'a fraction of a negative number to a power',
        'language/lowering/constants.ts',
        'base < 0 && !Number.isInteger(exponent)',
        'base < 0',
        'test/language/diagnostics.test.ts'
    ),
    place(
        'icc of a 0/1 response',
        'src-engine/family/families.ts',
        'links[link].latentVariance : null',
        '2 * (links[link].latentVariance ?? 1) : null',
        'test/language/lowering/effects.test.ts'
    ),
    place(
        'a correlation is a covariance',
        'language/lowering/random-effects.ts',
        "entry.measure === 'correlation' ? value * Math.sqrt",
        "entry.measure === 'never' ? value * Math.sqrt",
        'test/language/lowering/effects.test.ts'
    ),
    place(
        'a doubled quotation mark in a table',
        'language/data/csv.ts',
        "field += '\"';",
        "field += '';",
        'test/language/data/data-table.test.ts'
    ),
    place(
        'one digit more than certified',
        'language/presentation/notation/numbers.ts',
        'exponentOf(value) - lastExponent + 1',
        'exponentOf(value) - lastExponent + 2',
        'test/presentation/numbers.test.ts'
    ),
    place(
        'the warning threshold of nearly singular Σ',
        'language/checks/structure.ts',
        'nearlySingular = 1e-3',
        'nearlySingular = 1e-9',
        'test/language/diagnostics.test.ts'
    ),
    place(
        'R scripts ignore the seed',
        'language/export/r/r-simulation.ts',
        '`set.seed(${seed})`',
        '`set.seed(1)`',
        'test/export/seed.test.ts'
    ),
    place(
        'a proposed name of another case',
        'language/scoping/nearest-name.ts',
        'distance < least &&',
        'distance <= least + 9 &&',
        'test/language'
    ),
    place(
        'a written power rounds to 1',
        'language/writing/adjustable-places.ts',
        'tolerance * (1 - value);',
        'tolerance * value;',
        'test/language/writing.test.ts'
    ),
    place(
        'a number joins the word before it',
        'language/writing/written-adjustments.ts',
        "isWord(newText.charAt(0)) ? ' ' : ''",
        "isWord(newText.charAt(0)) ? '' : ''",
        'test/language/writing.test.ts'
    ),
    place(
        'a sign before a kept function',
        'language/writing/written-number.ts',
        "expression.sign === '-' ? -value : value",
        'value',
        'test/language/writing.test.ts'
    ),
    place(
        'a written intraclass correlation',
        'language/writing/adjustable-places.ts',
        'between / (between + residual(spec))',
        'between / residual(spec)',
        'test/language/writing.test.ts'
    ),
    place(
        'an interval beyond the domain of the link',
        'language/presentation/prose/back-transform.ts',
        'scale.positiveOnly && interval.lower <= 0',
        'scale.positiveOnly && interval.upper <= 0',
        'test/presentation/back-transform.test.ts'
    ),
    place(
        'the ends of an interval under a decreasing link',
        'language/presentation/prose/back-transform.ts',
        'return a <= b ? [a, b] : [b, a]',
        'return [a, b]',
        'test/presentation/back-transform.test.ts'
    ),
    place(
        'a design without its attrition',
        'language/presentation/prose/design-text.ts',
        'design.attrition > 0',
        'design.attrition > 1',
        'test/presentation/answers.test.ts',
        'test/presentation/golden.test.ts'
    )
];

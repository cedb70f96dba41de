import type { IRecognitionException, IToken } from 'chevrotain';
import { keywords } from '../knowledge/keywords.js';
import type { TextRange } from '../lowered-model.js';
import { nearestName } from '../scoping/nearest-name.js';
import type { TextError } from './lexer.js';
import type { SyntaxError } from './parsed-segment.js';

/** What is due where a rule finds nothing that it can begin or go on with, and how it is written as a whole. */
interface RuleWords {
    expected?: string;
    form?: string;
}

const number = 'a number or an expression';

const words: Record<string, RuleWords> = {
    File: { expected: 'a model', form: '`model NAME { … }`' },
    Model: { expected: 'a line of the model, such as `family poisson`', form: '`model NAME { … }`' },
    Constant: { form: '`let a = 1`' },
    Constants: { form: '`let a = 1`' },
    Family: { form: '`family poisson` or `family gaussian(phi = 2) link log`' },
    Predictor: {
        expected: '`~`, `each` or `=`',
        form: '`predictor x ~ Normal(0, 1)`, `predictor t each 0, 1` or `predictor q = x^2`'
    },
    PredictorName: { form: '`predictor x ~ Normal(0, 1)`' },
    Law: { expected: 'a law', form: '`Normal(0, 1)`' },
    NamedLaw: { form: '`Normal(0, 1)`' },
    Discrete: { form: '`Discrete(0: 0.3, 1: 0.7)`' },
    Categorical: { form: '`Categorical(a: 0.2, b: 0.8)`' },
    Level: { form: '`Categorical(a: 0.2, b: 0.8)`' },
    LevelName: { expected: 'the name of a level' },
    Mixture: { form: '`Mixture(0.9: Normal(0, 1), 0.1: Normal(3, 1))`' },
    Component: { form: '`Mixture(0.9: Normal(0, 1), 0.1: Normal(3, 1))`' },
    Empirical: { form: '`Empirical(DATA.COLUMN)`' },
    FixedEffects: { expected: '`A` or `B`', form: '`fixed A { … }` or `fixed B { … }`' },
    FixedEffect: { form: '`beta1: x = 0.5`: name, what it multiplies, value' },
    RandomEffects: { form: '`random GROUP { beta0 sd 0.8 }`' },
    RandomEntry: { expected: 'a random effect', form: '`beta0 sd 0.8`' },
    RandomEffect: { expected: '`sd`, `variance` or `icc`', form: '`beta0 sd 0.8`' },
    Dependence: { form: '`correlation(beta0, beta1) = 0.2`' },
    Design: { form: '`design { GROUP = 50, n = 20 }`' },
    DesignEntry: { expected: 'a count', form: '`GROUP = 50`' },
    Count: { form: '`GROUP = 50`' },
    GroupSize: { expected: '`=` or `~`', form: '`n = 20` or `n ~ Poisson(20)`' },
    Sweep: { expected: 'what is swept', form: '`sweep NAME = 5..50 step 5` or `sweep NAME = 0.2, 0.5`' },
    Test: { form: '`test beta1 = 0 power 0.9`' },
    Hypothesis: { form: '`test beta1 = 0`' },
    Alternative: { expected: '`two-sided`, `greater` or `less`' },
    ReferenceLaw: { expected: '`z` or `t`', form: '`reference t`' },
    Precision: { form: '`precision beta1 halfwidth 0.1`' },
    Cost: { form: '`cost { per GROUP 100, per observation 5, budget 20000 }`' },
    Price: { expected: 'a group or `observation`', form: '`per GROUP 100`' },
    Derived: { form: '`derive theta = exp(beta0)`' },
    Data: { form: '`data NAME from "file.csv" { response y, GROUP id, x dose }`' },
    Column: { expected: 'a name', form: '`response y` or `x dose`: a name, then its column' },
    ColumnName: { expected: 'the name of a column' },
    Text: { expected: 'a text in quotes' },
    Simulation: { form: '`simulate { replicates 1000, seed 42 }`' },
    Using: { expected: '`leading`, `two-term`, `refined` or `exact`' },
    Expression: { expected: number },
    Operation: { expected: number },
    Signed: { expected: number },
    Exponentiation: { expected: number },
    Primary: { expected: number },
    Call: { form: '`log(2)`, or `var(beta0 | GROUP)` in derived quantities' },
    Reference: { form: '`site[b]`' }
};

/** Names that are due, by rule. */
const dueNames: Record<string, string> = {
    Model: 'a name for the model',
    Constant: 'the name of a constant',
    PredictorName: 'the name of a predictor',
    Predictor: 'the name of a group',
    RandomEffects: 'the name of a group',
    RandomEffect: 'the name of an effect',
    Dependence: 'the name of an effect',
    FixedEffect: 'the name of an effect',
    Derived: 'a name',
    Data: 'a name for the data',
    Family: 'the name of a family',
    NamedLaw: 'the name of a law'
};

/** Blocks whose closing brace is due where an entry can't be read. */
const entries: Record<string, string> = {
    FixedEffects: 'an effect, such as `beta1: x = 0.5`',
    RandomEffects: 'a random effect, such as `beta0 sd 0.8`',
    Design: 'a count, such as `GROUP = 50` or `n = 20`',
    Cost: '`per GROUP 100`, `per observation 5` or `budget 20000`',
    Data: 'a column, such as `response y` or `x dose`',
    Simulation: '`replicates 1000`, `seed 42` or `method laplace`'
};

/** Keywords that a number follows; an option without it is not recognised as one. */
const beforeNumber = new Set(['alpha', 'power', 'halfwidth', 'factor', 'level', 'step', 'attrition', 'budget', 'replicates', 'seed']);

/** A parser error as its message provider and the parser leave it. */
export interface ParserError extends IRecognitionException {
    previousToken?: IToken;
}

function isReal(token: IToken | undefined): token is IToken {
    return token !== undefined && !Number.isNaN(token.startOffset) && token.image !== '';
}

function rangeOfToken(token: IToken): TextRange {
    return {
        start: { line: token.startLine! - 1, character: token.startColumn! - 1 },
        end: { line: token.endLine! - 1, character: token.endColumn! }
    };
}

function shortened(image: string): string {
    return image.length > 30 ? `${image.slice(0, 30)}…` : image;
}

function expectation(error: ParserError, rule: string): string | undefined {
    const expected = error.message;
    switch (expected) {
        case '':
            return words[rule]?.expected;
        case 'NAME':
        case 'WORD':
            return dueNames[rule] ?? 'a name';
        case 'NUMBER':
            return 'a number';
        case '}':
            return entries[rule] ?? words[rule]?.expected;
        default:
            return `\`${expected}\``;
    }
}

/** A parser error in plain words, at the token that is wrong; where a line is unfinished, at its last token. */
export function syntaxErrorOf(error: ParserError): SyntaxError {
    // Langium marks the names of rules with an invisible suffix.
    const rule = (error.context.ruleStack.at(-1) ?? 'File').replace('\u200B', '');
    const found = isReal(error.token) ? error.token : undefined;
    const previous = isReal(error.previousToken) ? error.previousToken : undefined;
    const isUnfinished = previous !== undefined && found?.startLine !== previous.endLine;
    const at = isUnfinished ? previous : (found ?? previous);
    const range = at ? rangeOfToken(at) : { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
    if (found?.image === '..' && error.message === '}') {
        return { message: 'The end of the range is missing after `..`, such as `1..10`.', range: rangeOfToken(found) };
    }
    if (found && beforeNumber.has(found.image) && error.message === '}') {
        return {
            message: `A number is missing after \`${found.image}\`, such as \`${found.image} ${found.image === 'power' ? '0.9' : '0.05'}\`.`,
            range: rangeOfToken(found)
        };
    }
    if (found && previous?.tokenType.name === 'NUMBER' && previous.endOffset! + 1 === found.startOffset && /^\w/.test(found.image)) {
        const product = `${previous.image} * ${found.image}`;
        return {
            message: `A product is written with \`*\`: \`${product}\`.`,
            range: { start: rangeOfToken(previous).start, end: rangeOfToken(found).end },
            replace: product
        };
    }
    if (found && (rule === 'File' || (rule === 'Model' && error.message === '}'))) {
        return unknownLine(found, rule, rangeOfToken(found));
    }
    const due = expectation(error, rule) ?? 'something else';
    const form = words[rule]?.form;
    const how = form === undefined || due.includes(form) ? '' : ` Write ${form}.`;
    const message =
        isUnfinished || !found
            ? `Expected ${due}${previous ? ` after \`${shortened(previous.image)}\`` : ''}.${how}`
            : `Expected ${due}. Found \`${shortened(found.image)}\`.${how}`;
    return { message, range };
}

/** Text outside of all models that begins none. */
export function strayTextError(token: IToken): SyntaxError {
    return unknownLine(token, 'File', rangeOfToken(token));
}

/** A word that begins no model, and no line of one. */
function unknownLine(found: IToken, rule: string, range: TextRange): SyntaxError {
    const image = shortened(found.image);
    const near = /^\w/.test(image) ? nearestName(image, keywords.keys()) : undefined;
    if (near !== undefined && near !== image) {
        return { message: `\`${image}\` has no meaning here. Did you mean \`${near}\`?`, range, replace: near };
    }
    const hint =
        rule === 'File'
            ? 'At the top of a file stand `model NAME { … }` and `let NAME = …`.'
            : 'A model has lines such as `family poisson` and `predictor x ~ Normal(0, 1)`.';
    return { message: `\`${image}\` has no meaning here. ${hint}`, range };
}

export function syntaxErrorOfText({ message, line, column, length, replace }: TextError): SyntaxError {
    const start = { line: line! - 1, character: column! - 1 };
    return {
        message,
        range: { start, end: { line: start.line, character: start.character + length } },
        ...(replace !== undefined && { replace })
    };
}

/** One error a line: what follows on the same line follows from it. The errors come in text order. */
export function oneErrorALine(errors: readonly SyntaxError[]): SyntaxError[] {
    const sorted = [...errors].sort((a, b) => a.range.start.line - b.range.start.line || a.range.start.character - b.range.start.character);
    return sorted.filter((error, i) => sorted[i - 1]?.range.start.line !== error.range.start.line);
}

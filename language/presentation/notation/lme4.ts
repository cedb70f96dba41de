/** A model as the R call that fits it: lme4's formula, or base R's without random effects. */
import type { ModelSpec, RandomEffectsSpec, ScalarFunction, Term } from '../../../src-engine/spec/model-spec.js';
import { families as engineFamilies, isLinear } from '../../../src-engine/family/families.js';
import { families } from '../../knowledge/families.js';
import { links } from '../../knowledge/links.js';
import { correlatedSets } from './random-effect.js';
import { isConstantOne, writeTerm, type TermNotation } from './term-text.js';

const rFunctions: Partial<Record<ScalarFunction, string>> = { logit: 'qlogis', expit: 'plogis', probit: 'qnorm', normcdf: 'pnorm' };

/** A name in R: names with characters other than letters, digits, `.` and `_` are in backticks. */
function rName(name: string): string {
    return /^[A-Za-z\u00c0-\u024f\u0370-\u03ff][A-Za-z0-9._\u00c0-\u024f\u0370-\u03ff]*$/.test(name)
        ? name
        : `\`${name.replace(/[`\\]/g, '\\$&')}\``;
}

/** Arithmetic within `I(…)`; a comparison is a logical value, which R counts as 1 or 0 in arithmetic. */
const rNotation: TermNotation = {
    number: value => String(value),
    predictor: rName,
    level: (predictor, level) => `(${rName(predictor)} == ${JSON.stringify(level)})`,
    operator: operator => (operator === '^' ? '^' : ` ${operator} `),
    comparison: (left, operator, right) => `(${left} ${operator} ${right})`,
    comparisonIsClosed: true,
    call: (name, argument) => `${rFunctions[name] ?? name}(${argument})`,
    minus: '-'
};

function productFactors(term: Term): string[] | null {
    if (term.op === 'predictor') {
        return [rName(term.name)];
    }
    if (term.op !== '*') {
        return null;
    }
    const left = productFactors(term.left);
    const right = productFactors(term.right);
    return left && right && left.every(factor => !right.includes(factor)) ? [...left, ...right] : null;
}

/** One term of a formula: `x`, `arm:year`, `I(x^2)`. */
function formulaTerm(term: Term): string {
    if (isConstantOne(term)) {
        return '1';
    }
    const factors = productFactors(term);
    if (factors) {
        return factors.join(':');
    }
    const text = writeTerm(term, rNotation);
    const isLogical = text.startsWith('(') && /^(<|<=|>|>=|==|!=|level)$/.test(term.op);
    return isLogical ? `I(1 * ${text})` : `I(${text})`;
}

function summands(terms: Term[]): string {
    const written = terms.map(formulaTerm);
    return written.includes('1') ? written.join(' + ') : ['0', ...written].join(' + ');
}

/** `school:class` for a class in a school: its units are those of the inner group within the outer. */
function groupName(spec: ModelSpec, group: string): string {
    const within = spec.random.find(block => block.group === group)?.within ?? null;
    return within === null ? rName(group) : `${groupName(spec, within)}:${rName(group)}`;
}

/** `(1 + x | clinic)`; `||` or a bar for each set where the sets are uncorrelated in the model. */
function randomBars(spec: ModelSpec, block: RandomEffectsSpec): string[] {
    const termsOf = (indices: number[]) =>
        indices.map(index => spec.fixed.find(effect => effect.name === block.effects[index])?.term).filter(term => term !== undefined);
    const group = groupName(spec, block.group);
    const sets = correlatedSets(block);
    if (sets.length > 1 && sets.every(set => set.length === 1)) {
        return [`(${summands(termsOf(sets.flat()))} || ${group})`];
    }
    return sets.map(set => `(${summands(termsOf(set))} | ${group})`);
}

function familyText({ family }: ModelSpec): string | null {
    if (isLinear(family)) {
        return null;
    }
    const { name, defaultLink } = families[family.name].code.r;
    if (engineFamilies[family.name].hasSize) {
        return `${name}(theta = ${String(family.size)})`;
    }
    return defaultLink === family.link ? name : `${name}("${links[family.link].code.r.name}")`;
}

/** `glmer(y ~ 1 + x + (1 | subject), family = poisson)`, wrapped to `width`. */
export function lme4Call(spec: ModelSpec, width = 76): string {
    const bars = spec.random.filter(block => block.effects.length > 0).flatMap(block => randomBars(spec, block));
    const family = familyText(spec);
    const fitter = `${bars.length > 0 ? (family === null ? 'lmer' : 'glmer') : family === null ? 'lm' : 'glm'}`;
    const trials = spec.family.trials && writeTerm(spec.family.trials, rNotation);
    const response = trials === null ? 'y' : `cbind(y, ${trials} - y)`;
    const fixed = spec.fixed.map(effect => effect.term);
    const offset = spec.offset ? [`offset(${writeTerm(spec.offset, rNotation)})`] : [];
    const formula = `${response} ~ ${[fixed.length === 0 ? '0' : summands(fixed), ...offset, ...bars].join(' + ')}`;
    return breakAtSums(`${fitter}(${formula}${family === null ? '' : `, family = ${family}`})`, width);
}

/** Lines are broken after a `+` outside of brackets other than the call's own. */
function breakAtSums(call: string, width: number): string {
    const lines: string[] = [];
    let rest = call;
    while (rest.length > width) {
        const breaks = [...rest.matchAll(/ \+ (?![^(]*\))/g)].map(match => match.index + 2).filter(index => index <= width);
        const at = breaks.at(-1);
        if (at === undefined) {
            break;
        }
        lines.push(rest.slice(0, at));
        rest = `      ${rest.slice(at + 1)}`;
    }
    return [...lines, rest].join('\n');
}

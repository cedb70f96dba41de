/** Laws as they would be right. */
import { GrammarUtils } from 'langium';
import {
    isDependence,
    isDiscrete,
    isNamedLaw,
    isPredictor,
    type Discrete,
    type Expression,
    type Law,
    type NamedLaw
} from '../generated/ast.js';
import { leastPercentage } from '../diagnostics/number-fixes.js';
import { shareOf, shown } from '../diagnostics/wording.js';
import { laws } from '../knowledge/laws.js';
import { rangeOf, textOf } from '../parsing/text-range.js';
import type { TextRange } from '../lowered-model.js';
import type { ModelContext } from './context.js';

/** A correction of a law whose argument is out of its range: what to write, and where if not at the argument. */
export interface MendedLaw {
    instead: string | undefined;
    at: TextRange | undefined;
    isSure: boolean;
}

export function mendedLaw(law: Law, argument: string, context: ModelContext): MendedLaw {
    if (isDiscrete(law) || law.$type === 'Categorical') {
        return { ...mendedProbabilities(law, context), at: rangeOf(law) };
    }
    if (!isNamedLaw(law)) {
        return { instead: undefined, at: undefined, isSure: false };
    }
    const names = laws.get(law.name)?.arguments.map(({ name }) => name) ?? [];
    const written = law.args.find(({ name }, i) => (name ?? names[i]) === argument)?.value;
    const value = context.number(written);
    if (law.name === 'Uniform' && law.args.length === 2) {
        const [a, b] = law.args.map(one => textOf(one.value));
        return { instead: `Uniform(${b!}, ${a!})`, at: rangeOf(law), isSure: false };
    }
    const share = argument === 'p' && value !== undefined ? shareOf(value) : undefined;
    const positive = value !== undefined && value < 0 ? shown(-value) : undefined;
    return { instead: share ?? positive, at: undefined, isSure: share !== undefined && value !== undefined && value >= leastPercentage };
}

/** Probabilities in per cent as shares; equal ones left out; else the last one as what the others leave. */
function mendedProbabilities(law: Extract<Law, { $type: 'Discrete' | 'Categorical' }>, context: ModelContext): Omit<MendedLaw, 'at'> {
    const points = isDiscrete(law)
        ? law.points.map(({ value, probability }) => ({ text: textOf(value), probability: context.number(probability) }))
        : law.levels.map(({ $cstNode, probability }) => ({
              text: $cstNode?.text.split(':')[0]!.trim() ?? '',
              probability: context.number(probability)
          }));
    const probabilities = points.flatMap(({ probability }) => probability ?? []);
    const sum = probabilities.reduce((total, one) => total + one, 0);
    const write = (shares: readonly string[]): string => `${law.name}(${points.map(({ text }, i) => `${text}: ${shares[i]!}`).join(', ')})`;
    if (probabilities.length < points.length || probabilities.some(one => one < 0)) {
        return { instead: undefined, isSure: false };
    }
    if (Math.abs(sum - 100) < 1e-9) {
        return {
            instead: write(probabilities.map(one => (Number.isInteger(one) ? (one / 100).toFixed(2) : shown(one / 100)))),
            isSure: true
        };
    }
    if (isDiscrete(law) && probabilities.every(one => one === probabilities[0])) {
        return { instead: `Discrete(${points.map(({ text }) => text).join(', ')})`, isSure: false };
    }
    const rest = 1 - (sum - probabilities.at(-1)!);
    return {
        instead:
            rest > 0
                ? write([...probabilities.slice(0, -1).map(String), shown(rest)])
                : write(probabilities.map(one => `${one} / ${shown(sum)}`)),
        isSure: false
    };
}

/** A discrete law in which the values without a probability share what the others leave. Undefined where nothing is left. */
export function withAllProbabilities(law: Discrete, context: ModelContext): string | undefined {
    const given = law.points.map(({ probability }) => (probability ? context.number(probability) : undefined));
    const rest = 1 - given.reduce<number>((sum, one) => sum + (one ?? 0), 0);
    const open = given.filter(one => one === undefined).length;
    const points = law.points.map(
        ({ value, probability }) => `${textOf(value)}: ${probability ? textOf(probability) : shown(rest / open)}`
    );
    return rest > 0 ? `Discrete(${points.join(', ')})` : undefined;
}

/** R's `rnorm(100, 0, 1)` without the number of draws. Undefined where a law has no argument too many. */
export function withoutNumberOfDraws(law: NamedLaw, meant: string | undefined): string | undefined {
    const count = meant === undefined ? undefined : laws.get(meant)?.arguments.length;
    return meant !== undefined && /^r/.test(law.name) && law.args.length - 1 === count
        ? `${meant}(${law.args.slice(1).map(textOf).join(', ')})`
        : undefined;
}

/** How many predictors a list of means or a matrix is for; 0 where it is for none. */
export function dimensionsAround(expression: Expression | undefined): number {
    for (let node: { $container?: unknown } | undefined = expression; node; node = node.$container as typeof node) {
        if (isPredictor(node)) {
            return node.names.length;
        }
        if (isDependence(node)) {
            return node.effects.length;
        }
    }
    return 0;
}

/** The points of `x ~ c(0, 1)`, which the language lists behind `each`. Undefined for other calls. */
export function pointsOfCall(node: NamedLaw): { at: TextRange; instead: string } | undefined {
    const tilde = isPredictor(node.$container) ? GrammarUtils.findNodeForKeyword(node.$container.$cstNode, '~')?.range : undefined;
    const points = node.args.map(({ value }) => textOf(value)).join(', ');
    return tilde && node.args.length > 1 && ['c', 'values', 'levels'].includes(node.name)
        ? { at: { start: tilde.start, end: rangeOf(node).end }, instead: `each ${points}` }
        : undefined;
}

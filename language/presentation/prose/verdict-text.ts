/** How far the approximations of a number are apart, in a plain sentence. */
import { accuracies, type ByAccuracy } from '../../../src-engine/result/by-accuracy.js';
import type { ParameterAnalysis } from '../../../src-engine/result/analysis.js';
import type { Accuracy, ModelSpec } from '../../../src-engine/spec/model-spec.js';
import { formatPercent, formatValue } from '../notation/numbers.js';
import { boundedVariance } from '../tables/variance-comparison.js';
import { standardErrorFrom, standardErrorText } from './confidence-interval.js';
import { list } from './enumeration.js';
import { accuracyName } from './accuracy-text.js';
import { sentenceCase } from './sentence-case.js';

/** Numbers that differ by less than this share agree for all practical purposes. */
const agreement = 0.05;

/** Smaller differences are rounding errors of integrals. */
const rounding = 1e-6;

/**
 * `The approximations agree within 3 %.`; `Two terms and refined agree within 3 %. The leading term alone gives 184, 28 % less.`; or
 * `The approximations differ by 40 %: 184 (two terms), 257 (refined).` Null with one number. Plain text.
 *
 * @param sizes what is compared: positive numbers
 * @param text a number as the sentence shows it
 * @param name of an accuracy
 */
export function verdict(
    sizes: ByAccuracy<number | null>,
    text: (accuracy: Accuracy) => string,
    name: (accuracy: Accuracy) => string
): string | null {
    const known = accuracies.filter(accuracy => sizes[accuracy] !== null);
    const all = known.map(accuracy => sizes[accuracy]!);
    const [least, most] = [Math.min(...all), Math.max(...all)];
    if (known.length < 2 || !(least > 0)) {
        return null;
    }
    const ratio = most / least;
    if (ratio <= 1 + agreement) {
        return agreeing('The approximations', ratio);
    }
    const finer = known.filter(accuracy => accuracy !== 'leading');
    const own = finer.map(accuracy => sizes[accuracy]!);
    if (sizes.leading !== null && Math.max(...own) <= (1 + agreement) * Math.min(...own)) {
        const alone = `The leading term alone gives ${text('leading')}, ${farFrom(sizes.leading, own.at(-1)!)}`;
        const [only, ...more] = finer;
        return more.length === 0
            ? `${alone} than ${text(only!)} (${name(only!)}).`
            : `${agreeing(sentenceCase(list(finer.map(name))), Math.max(...own) / Math.min(...own))} ${alone}.`;
    }
    const shown = known.map(accuracy => `${text(accuracy)} (${name(accuracy)})`);
    const howMuch = ratio < 2 ? `by ${formatPercent(Number((ratio - 1).toPrecision(2)))}` : `by a factor of ${formatValue(ratio, 2)}`;
    return `The approximations differ ${howMuch}: ${list(shown)}.`;
}

function agreeing(which: string, ratio: number): string {
    const within = Math.max(0.001, roundedUp(ratio - 1));
    return ratio <= 1 + rounding ? `${which} agree.` : `${which} agree within ${formatPercent(within)}.`;
}

/** `28 % less`, `150 % more`, `more than 99 % less`. */
function farFrom(one: number, other: number): string {
    const share = Number(Math.abs(1 - one / other).toPrecision(2));
    const least = one < other && share > 0.99 ? 'more than 99 %' : formatPercent(share);
    return `${least} ${one < other ? 'less' : 'more'}`;
}

/** The standard errors of a parameter. Null where at most one is known. Plain text. */
export function verdictText(spec: ModelSpec, parameter: ParameterAnalysis): string | null {
    const root = (accuracy: Accuracy): number | null => {
        const { asyVar } = parameter[accuracy];
        return asyVar === null || asyVar <= 0 ? null : Math.sqrt(asyVar);
    };
    const sizes = { leading: root('leading'), twoTerm: root('twoTerm'), refined: root('refined'), exact: root('exact') };
    return verdict(
        sizes,
        accuracy => `SE ${standardErrorText(standardErrorFrom(boundedVariance(parameter[accuracy])!))}`,
        accuracy => accuracyName(accuracy, spec, parameter.kind)
    );
}

/** Three decimals of a share, rounded up: 0.0213 is 2.2 %. */
const roundedUp = (share: number): number => Math.ceil(1000 * share - 1e-9) / 1000;

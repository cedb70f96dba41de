/** How far the approximations of a number are apart, in a plain sentence. */
import { accuracies, type ByAccuracy } from '../../../src-engine/result/by-accuracy.js';
import type { ParameterAnalysis } from '../../../src-engine/result/analysis.js';
import type { Accuracy, ModelSpec } from '../../../src-engine/spec/model-spec.js';
import { formatPercent, formatValue } from '../notation/numbers.js';
import { boundedVariance } from '../tables/variance-comparison.js';
import { standardErrorFrom, standardErrorText } from './confidence-interval.js';
import { list } from './enumeration.js';
import { accuracyName } from './accuracy-text.js';

/** Numbers that differ by less than this share agree for all practical purposes. */
const agreement = 0.05;

/** Smaller differences are rounding errors of integrals. */
const rounding = 1e-6;

/**
 * `The approximations agree within 3 %.`, or `The approximations differ by 40 %: 184 (leading term), 257 (refined).` Null with one number. Plain text.
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
        const within = Math.max(0.001, roundedUp(ratio - 1));
        return ratio <= 1 + rounding ? 'The approximations agree.' : `The approximations agree within ${formatPercent(within)}.`;
    }
    const shown = known.map(accuracy => `${text(accuracy)} (${name(accuracy)})`);
    const howMuch = ratio < 2 ? `by ${formatPercent(Number((ratio - 1).toPrecision(2)))}` : `by a factor of ${formatValue(ratio, 2)}`;
    return `The approximations differ ${howMuch}: ${list(shown)}.`;
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

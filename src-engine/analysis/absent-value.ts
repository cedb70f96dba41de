/** How likely a study is to draw only one of the two values of a term, so that it has no estimate of the effect. */
import { isScalarLaw, lawValues } from '../laws/index.js';
import type { FewDraws } from '../result/few-draws.js';
import { compiledTerms } from '../spec/compiled-terms.js';
import type { ModelSpec } from '../spec/model-spec.js';
import { leastAbsence, mostValuesOfArm } from './limits.js';
import { shownValue } from './shown-value.js';

/**
 * The rarer value v of a term with two values is in none of N draws with probability (1 − P(v))^N. Null where the term has more values, or where that is unlikely.
 *
 * @param effect its position among the fixed effects; its term has the drawn predictor alone
 */
export function absentValue(spec: ModelSpec, effect: number, name: string, draws: number): FewDraws['absent'] {
    const predictor = spec.predictors.find(one => one.kind === 'random' && one.names.includes(name));
    if (predictor?.kind !== 'random' || !isScalarLaw(predictor.law)) {
        return null;
    }
    const listed = lawValues(predictor.law, mostValuesOfArm)?.filter(({ probability }) => probability > 0) ?? [];
    const { slots, values, derive, terms } = compiledTerms(spec);
    const classes = new Map<number, { value: number; probability: number }[]>();
    for (const one of listed) {
        values[slots.get(name)!] = one.value;
        derive();
        const term = terms[effect](values);
        classes.set(term, [...(classes.get(term) ?? []), one]);
    }
    const [rarer, other] = [...classes.values()].sort((a, b) => shareOf(a) - shareOf(b));
    // Several values that give the rarer one have no short name.
    if (classes.size !== 2 || rarer.length !== 1) {
        return null;
    }
    const probability = shareOf(other) ** draws;
    return probability < leastAbsence ? null : { value: shownValue(spec, name, rarer[0].value), probability };
}

const shareOf = (values: readonly { probability: number }[]): number => values.reduce((sum, { probability }) => sum + probability, 0);

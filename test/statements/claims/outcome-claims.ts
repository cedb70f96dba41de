/** Claims about powers that are sums over all outcomes. */
import { expect } from 'vitest';
import { outcomeSums } from '../../../language/presentation/prose/outcome-sums.js';
import { powerText } from '../../../language/presentation/prose/power-text.js';
import { testLabel } from '../../../language/presentation/prose/test-label.js';
import { expectPower, printedNumber } from '../study.js';
import { sumByHand } from '../sum-by-hand.js';
import { number, power, says, type Claim } from './claim.js';

export const outcomeClaims: Claim[] = [
    { pattern: new RegExp(`^(?:(?<label>.+): )?Summed over all outcomes(?<there> at the answer)?, the Wald test rejects with probability (?<wald>${power}) and the likelihood-ratio test with probability (?<ratio>${power})\\.$`), check: ({ label, there, wald, ratio }, { of }, study) => {
        const index = of.kind === 'test' && of.index !== null ? of.index : label === undefined ? 0 : study.spec.tests.findIndex((_, at) => testLabel(study.spec, at) === label);
        const answer = study.answers.tests[index]!;
        expect(there !== undefined).toBe(answer.required?.asked ?? false);
        const byHand = sumByHand(study.design(), study.spec.tests[index]!);
        expectPower(wald!, byHand?.wald ?? outcomeSums(answer)!.wald);
        expectPower(ratio!, byHand?.likelihoodRatio ?? outcomeSums(answer)!.likelihoodRatio);
    } }, // prettier-ignore
    { pattern: new RegExp('^If (?<hypothesis>.+) holds and all else is as here, they reject with probabilities of at most (?<wald>[\\d.]+) and (?<ratio>[\\d.]+)\\.$'), check: ({ hypothesis, wald, ratio }, _, study) => {
        const found = study.answers.tests.some((answer, index) => {
            const { level } = outcomeSums(answer) ?? { level: null };
            const test = study.spec.tests[index]!;
            if (test.hypothesis !== hypothesis || level === null) {
                return false;
            }
            const [{ coefficients, value }] = test.contrasts;
            const design = study.design();
            const there = { ...design, fixed: design.fixed.map(effect => effect.name === coefficients[0]!.effect ? { ...effect, value: value / coefficients[0]!.coefficient } : effect) };
            const byHand = sumByHand(there, test) ?? level;
            return [[wald!, byHand.wald], [ratio!, byHand.likelihoodRatio]].every(([text, own]) => Number(text) >= Number(own) && Number(text) < Number(own) + 0.001 + 1e-9);
        });
        expect(found).toBe(true);
    } }, // prettier-ignore
    { pattern: /^(?:.+: )?The power holds for many observations\.$/, check: (_, __, { spec, answers }) => {
        expect(spec.random.length).toBe(0);
        expect(answers.tests.some(answer => answer.enumerated !== null && outcomeSums(answer) === null)).toBe(true);
    } }, // prettier-ignore
    { pattern: /^An exact power is a sum over all outcomes, and (?<why>here predictors take too many values for that|here there are too many of them|this response takes a continuum of values|that needs a fixed whole number of observations, with whole trials, at each value of the predictors)\.$/, check: ({ why }, _, { spec }) => {
        const isContinuous = ['gamma', 'inverseGaussian', 'gaussian'].includes(spec.family.name);
        expect(why!.startsWith('this response')).toBe(isContinuous);
        if (why!.startsWith('here predictors')) {
            expect(spec.predictors.some(one => one.kind === 'random' && ['normal', 'uniform'].includes(one.law.law))).toBe(true);
        }
    } }, // prettier-ignore
    says(`The power is the sum of the probabilities of all outcomes in which the test rejects; the likelihood-ratio test rejects with probability <ratio:${power}>.`, ({ ratio }, _, { answers }) => {
        expect(answers.tests.some(answer => { const sums = outcomeSums(answer); return sums !== null && ratio === powerText(sums.likelihoodRatio); })).toBe(true);
    }), // prettier-ignore
    says('The formula for many observations gives <amount:.+>.', ({ amount }, _, { answers }) => {
        const found = answers.tests.some(({ required, power: powers }) => {
            const value = required?.asked ? required.value.refined : powers.refined;
            const shown = printedNumber(new RegExp(number).exec(amount!.replace(/^.* = /, ''))![0]).value;
            return value !== null && (amount!.includes('power') ? (shown <= value && value < shown + 0.001) || /[<>]/.test(amount!) : Math.abs(shown - value) <= 2e-3 * Math.abs(value));
        });
        expect(found).toBe(true);
    }), // prettier-ignore
    { pattern: /^Exact power: the sum of the probabilities of all outcomes that reject; an estimate that does not exist does not reject$/, check: (_, { of }, study) => expect(outcomeSums(study.test(of))).not.toBeNull() } // prettier-ignore
];

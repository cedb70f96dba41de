/** Claims about studies with little information: small groups, few events. */
import { expect } from 'vitest';
import { examine } from '../../../src-engine/index.js';
import { printedNumber } from '../study.js';
import { number, type Claim } from './claim.js';

export const informationClaims: Claim[] = [
    { pattern: /^One unit of (?<group>\w+) holds only (?<share>[\d.e-]+) times the information in the distribution of its random effects, and below (?<below>[\d.]+) .+\.$/, check: ({ group, share, below }, _, study) => {
        // Where n or an effect is asked for it is found at the answer.
        const finding = examine(study.design()).findings.find(one => one.code === 'small-information' && one.group === group) as { information: number };
        expect(Number(share) / finding.information).toBeCloseTo(1, 1);
        expect(finding.information).toBeLessThan(Number(below));
    } }, // prettier-ignore
    { pattern: new RegExp(`^With (?<name>\\w+) = (?<value>[−\\d.]+) the whole study expects only (?<events>${number}) events, or non-events\\.$`), check: ({ name, value, events }, _, study) => {
        const { family, predictors, design, fixed } = study.design();
        const predictor = predictors.find(one => one.kind === 'each' && one.name === name) as { points: number[] };
        const size = Number(value!.replace('−', '-'));
        expect(predictor.points).toContain(size);
        const all = design.counts.reduce((product, { count }) => product * count!, design.n?.kind === 'fixed' ? design.n.n : 1);
        // With answers of yes or no and no other predictor: within the spread of the random effects of the rate without them.
        const [b0, e] = fixed;
        if (family.name === 'bernoulli' && family.link === 'logit' && predictors.length === 1 && e!.term.op === 'predictor') {
            const rate = 1 / (1 + Math.exp(-b0!.value! - e!.value! * size));
            const expected = (Math.min(rate, 1 - rate) * all) / predictor.points.length;
            expect(printedNumber(events!).value / expected).toBeGreaterThan(0.9);
            expect(printedNumber(events!).value / expected).toBeLessThan(2);
        }
        expect(printedNumber(events!).value).toBeLessThanOrEqual(5);
    } }, // prettier-ignore
    { pattern: /^Below 5 the Wald test is not to be trusted: with none it can't reject\.$/, check: null },
    {
        pattern: /^Plan (?<size>\d+) (?<units>\w+), which expect 5, or check the power by simulation\.$/,
        check: ({ size }, _, study) => {
            const { enough, events } = study.answers.tests.find(({ fewEvents }) => fewEvents !== null)!.fewEvents!;
            expect(Number(size)).toBe(enough!.size);
            const { design } = study.design();
            const now = design.counts[0]?.count ?? (design.n as { n: number }).n;
            expect((events * enough!.size) / now).toBeGreaterThanOrEqual(5 - 1e-9);
        }
    }
];

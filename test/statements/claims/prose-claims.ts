/** Headings, definitions and advice, which do not depend on a model's numbers, and sentences that are true for every model. */
import { expect } from 'vitest';
import { expectPrinted } from '../study.js';
import { outcomeSums } from '../../../language/presentation/prose/outcome-sums.js';
import { residualVariance } from '../../../src-engine/family/families.js';
import { sigmaOf } from '../../../src-engine/structure/covariance/structures.js';
import { number, says, type Claim } from './claim.js';
import { expectWrittenNumbers } from './written.js';

const amounts = `${number}|\\?`;

export const proseClaims: Claim[] = [
    ...[
        /^(?:m|Cost)$/, /^(?:Test (?:\w+: |of ).+|Precision of .+)$/, /^C: the diagonal entry of .+$/, /^L: the diagonal entry of .+$/,
        /^(?:half-width|factor) = .+, .*Wald interval.*$/, /^Power(?: for many observations)?: .+Wald test.*$/, /^The variance is by the delta method: .+$/,
        /^Moment condition: .+ is finite under this law, as this family and link require\.$/, /^(?:f\(x\)|P\(x = level k\)) = .+$/, /^[\w ]+: [\d−., ]+$/, /^\w+ = (?:1\{)?\w+ [≥>]=? \w+\}?$/, /^\w+ (?:~|of) .+$/,
        /^(?:Write|Add|Choose|Change|To compute|Check|Increase) .+\.$/, /^using .+$/, /^Standard errors come from the variances in bold\.$/,
        /^Efficiency: the variance that the best design has for the cost of this design \(before whole numbers\), divided by that of this design\.$/,
        /^(?:.+: )?\w+(?:\[.+?\])? has no number yet\.$/, /^The design is [^?]+\.$/,
        // The report.
        /^(?:Answers by each formula; those in use are bold|Variances of the estimates by each formula, and the formula of the leading term|Parameters with their true values, and their standard errors at this design|Both axes are logarithmic|Only a part of the design is shown|Observations of empty cells are uncorrelated|Covariances of the responses of two observations, as sums of variance components)\.$/,
        /^(?:Designs with the same power for the test of|Covariance matrix of the responses of|Expected response|Half-width of the interval for|Factor of the interval for) .+\.$/, /^.+ \(by (?:the leading term|two terms|(?:refined|exact) variances), not rounded\) for each power of the test of .+, at each n(?:; in the last column the most whole ones that the budget pays for)?\.$/,
        /^.*when one variance component is 25 % smaller or larger than assumed\.$/, /^The differences are random effects: .+\.$/,
        /^[A-Z][\w ]+ response, .+ link(?:, with residual variance φ = [\d.]+)?\.$/, /^\w+ (?:takes the values|is 1\{|is ) ?.+\.$/, 
        /^(?:The design has|The outermost units have) .+\.$/, /^Models are fitted by maximum likelihood; tests and intervals are of Wald type\.$/,
        // On accuracies, in general: what "can" be so is so in the tests of `existing.test.ts`.
        /^Variances are computed by up to four formulas\.$/, /^Where they differ, the exact one is the most accurate\.$/, /^The refined one is in use where it is expected to be within about 5 % of the exact one, or where the exact one is not computed, unless the file asks for another\.$/, /^(?:Leading term: the term that remains|Two terms: the leading term and the next one|Refined: the inverse of an approximate information|Exact: the inverse of the expected information of the likelihood).+$/,
        /^(?:With small groups it can be|Their sum can be|With little information in a group it can be|The line below the standard errors says).*\.$/, /^Block [AB] has .+\.$/, /^Integrals have an error bound and simulated numbers a standard error\.$/, /^Only digits that these support are printed\.$/
    ].map((pattern): Claim => ({ pattern, check: null })), // prettier-ignore
    { pattern: /^Every (?<group>\w+) has normal random effects on (?<all>.+)\.$/, check: ({ group, all }, _, { spec, model }) => {
        const block = spec.random.find(one => one.group === group)!;
        block.effects.forEach((effect, i) => {
            const variance = sigmaOf(block)[i]![i]!;
            const told = new RegExp(`${effect} \\(variance (?<value>${number}), standard deviation (?<sd>${number})(?:, intraclass correlation (?<icc>${number}))?\\)`).exec(all!)!.groups!;
            expectPrinted(told.value!, variance);
            expectPrinted(told.sd!, Math.sqrt(variance));
            expect(told.icc !== undefined).toBe(model.scales[`variance ${effect} ${group}`] === 'icc');
            if (told.icc !== undefined) {
                expectPrinted(told.icc, variance / (variance + residualVariance(spec.family)!));
            }
        });
    } }, // prettier-ignore
    { pattern: /^True values: .+\.$/, check: (_, { text }, { spec, model }) => expectWrittenNumbers(text, spec, model.scales) },
    { pattern: /^The exact variance is not known here, and may differ by (?<how>over|far more than) 5 %\.$/, check: ({ how }, _, { answers }) => {
        const doubts = [...answers.tests, ...answers.precisions].flatMap(({ exactMayDiffer, required }) => [exactMayDiffer, required?.exactMayDiffer ?? null]);
        expect(doubts).toContain(how === 'over' ? 'some' : 'far');
    } }, // prettier-ignore
    says('Exact powers and sizes are sums over all outcomes, which hold at any number.', (_, __, { spec, answers }) => {
        expect(spec.random.length).toBe(0);
        expect(answers.tests.some(answer => outcomeSums(answer) !== null)).toBe(true);
    }),
    { pattern: new RegExp(`^(?:\\w+ = (?:${amounts})(?: \\(\\w+\\))?, )*n (?:=|~) .+?\\.?$`), check: (_, { text }, { spec }) => {
        for (const { count, group } of spec.design.counts) {
            expect(text).toMatch(new RegExp(`(?:${group}|m) = ${count ?? '\\?'}`));
        }
        expect(text).toContain(spec.design.n?.kind === 'fixed' ? `n = ${spec.design.n.n}` : 'n ');
    } }, // prettier-ignore
    { pattern: new RegExp(`^(?<size>${number}) observations? in each (?<place>cell|innermost group)(?:, (?<all>${number}) in all)?$`), check: ({ size, place, all }, _, { spec }) => {
        expectPrinted(size!, spec.design.n?.kind === 'fixed' ? spec.design.n.n : null);
        expect(place === 'cell').toBe(spec.random.filter(({ within }) => within === null).length > 1);
        if (all !== undefined) {
            expectPrinted(all, spec.design.counts.reduce((product, { count }) => product * count!, Number(size)));
        }
    } }, // prettier-ignore
    { pattern: /^Observations in each: .+$/, check: (_, __, { spec }) => expect(spec.design.n?.kind).not.toBe('fixed') },
    { pattern: /^(?<group>\w+), (?:(?<count>\d+) units?|number of units not given \(\?\))(?: in each \w+)?$/, check: ({ group, count }, _, { spec }) => {
        const own = spec.design.counts.find(one => one.group === group)!.count;
        expect(own).toBe(count === undefined ? null : Number(count));
    } } // prettier-ignore
];

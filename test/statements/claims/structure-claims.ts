/** Claims about blocks, rates, groups and formulas, which must follow from the structure and from the numbers at other sizes. */
import { expect } from 'vitest';
import type { ModelSpec } from '../../../src-engine/spec/model-spec.js';
import { isLinear } from '../../../src-engine/family/families.js';
import { unitsOf } from '../../../language/presentation/prose/plural.js';
import { accuracyNamed, expectPrinted, printedNumber, withSize, type Study } from '../study.js';
import { number, says, type Claim } from './claim.js';

const hasRandomEffects = ({ random }: ModelSpec): boolean => random.some(({ effects }) => effects.length > 0);

/** Whether a variance can be computed at other sizes. */
const hasSizes = ({ design }: ModelSpec): boolean => design.n?.kind === 'fixed' && design.counts.every(({ count }) => count !== null);

const examined = (study: Study, effect: string) => study.view.examination!.blocks.find(block => block.effect === effect)!;

/** Which variances fall when a size is doubled: all of fixed effects, in the accuracy in use. */
function expectAllToFall(study: Study, quantity: string): void {
    const { spec } = study;
    if (!hasSizes(spec)) {
        return;
    }
    for (const { name, using, kind } of study.analysis.parameters) {
        const now = kind === 'fixed' && using && using !== 'leading' ? study.variance(spec, name, using) : null;
        const then =
            now &&
            study.variance(
                withSize(spec, quantity, size => 2 * size),
                name,
                using!
            );
        if (then) {
            expect(then, `variance of ${name} with more ${quantity}`).toBeLessThan(now);
        }
    }
}

/** The share of a variance that is left when n is large. */
function shareLeft(study: Study, spec: ModelSpec, effect: string, using: 'twoTerm' | 'refined' | 'exact'): number | null {
    const now = study.variance(spec, effect, using);
    const many = withSize(spec, 'n', n => 20_000 * n);
    // In large groups there is no sum, and the refined form is as good.
    const then = study.variance(many, effect, using) ?? study.variance(many, effect, 'refined');
    return now === null || then === null ? null : then / now;
}

/** `50 %` at most: not less than what n takes away, and no more than two digits can say. */
function expectMost(text: string, share: number): void {
    expect(Number(text) / 100).toBeGreaterThanOrEqual(share - 2e-3);
    expect(Number(text) / 100).toBeLessThanOrEqual(share * 1.1 + 2e-3);
}

export const structureClaims: Claim[] = [
    { pattern: /^Block A: .+(?:varies|vary) randomly between [\w ]+\.$/, check: (_, { text, of }, study) => {
        const { belongs, partners } = examined(study, of.name);
        expect(belongs).toBe('A');
        for (const { group, effects, own } of partners) {
            expect(text).toContain(`randomly between ${unitsOf(group)}`);
            expect(text.includes('is constant in each') || text.includes('times something constant')).toBe(!own && effects.some(name => name !== of.name));
            effects.filter(() => !own).forEach(name => expect(text).toContain(name));
            // What varies between the units really has a variance.
            expect(study.spec.random.find(block => block.group === group)!.effects).toEqual(expect.arrayContaining(effects));
        }
    } }, // prettier-ignore
    says('Block B: <term:.+> is neither a random-effect term nor one times something constant in each group.', (_, { of }, study) => {
        expect(examined(study, of.name).belongs).toBe('B');
        expect(study.spec.random.length).toBeGreaterThan(0);
    }),
    { pattern: /^(?<name>\w+): (?<levels>(?:"[^"]+"|[a-z]+)(?:, (?:"[^"]+"|[a-z]+))+)$/, check: ({ name, levels }, { of }, { spec }) => {
        const predictor = spec.predictors.find(one => one.kind === 'each' && one.name === name);
        expect(of).toMatchObject({ kind: 'predictor', name });
        expect(predictor?.kind === 'each' && predictor.levels).toEqual(levels!.split(', ').map(level => level.replaceAll('"', '')));
    } }, // prettier-ignore
    says('<name:\\w+>, a factor with <count:\\d+> effect<more:s?>', ({ name, count }, _, { spec }) =>
        expect(spec.fixed.filter(effect => effect.name.startsWith(`${name}[`))).toHaveLength(Number(count))
    ),
    says('Each level counts equally in the mean.', null),
    says('The deviation of <level:.+> is minus the sum of these effects<sum:(?:: [−\\d.]+)?>.', ({ sum }, { of }, { spec }) => {
        const effects = spec.fixed.filter(effect => effect.name.startsWith(`${of.name}[`));
        expect(sum === '').toBe(effects.some(({ value }) => value === null));
        if (sum !== '') {
            expectPrinted(sum!.slice(2), 0 - effects.reduce((total, { value }) => total + value!, 0));
        }
        // At the first level the terms of all of them are −1.
        expect(effects.every(({ term }) => term.op === '-')).toBe(true);
    }),
    says('test <name:\\w+> = 0 tests all of them together.', ({ name }, _, { spec }) =>
        expect(spec.fixed.filter(effect => effect.name.startsWith(`${name}[`)).length).toBeGreaterThan(1)
    ),
    says('Block B: the model has no random effects.', (_, __, { spec }) => expect(hasRandomEffects(spec)).toBe(false)),
    says('The file has it in block <block:[AB]>.', ({ block }, { of }, study) => {
        expect(study.spec.fixed.find(({ name }) => name === of.name)!.block).toBe(block);
        expect(examined(study, of.name).belongs).not.toBe(block);
    }),
    { pattern: /^Its variance falls(?: at rate (?<rate>.+?))? with the number of observations\.$/, check: (_, { of }, study) => {
        const { spec } = study;
        const using = study.parameter(of.name).using;
        if (hasSizes(spec) && using) {
            const left = study.variance(withSize(spec, 'n', n => 20_000 * n), of.name, using)! / study.variance(spec, of.name, using)!;
            expect(left).toBeLessThan(1e-3);
        }
    } }, // prettier-ignore
    { pattern: /^Its variance falls(?: at rate (?<rate>.+?))? with the numbers? of (?<units>[\w ]+)\.$/, check: ({ rate, units }, { of }, study) => {
        const { partners } = examined(study, of.name);
        expect(units!.split(' and ')).toEqual(partners.map(({ group }) => unitsOf(group)));
        const groups = partners.map(({ group }) => group);
        if (rate !== undefined && study.spec.random.length > 1) {
            expect(rate.split(' + ').length).toBe(groups.length);
            groups.forEach(group => expect(rate).toContain(group));
        }
        const { spec, analysis } = study;
        const using = study.parameter(of.name).using;
        if (hasSizes(spec) && using && using !== 'leading') {
            const more = groups.reduce((changed, group) => withSize(changed, group, count => 1000 * count), spec);
            const fallen = analysis.structure === 'mixed' ? null : study.variance(more, of.name, using);
            expect(fallen === null || fallen < 0.01 * study.variance(spec, of.name, using)!).toBe(true);
        }
    } }, // prettier-ignore
    says('More <units:.+> can remove at most <share:[\\d.]+> % of it.', ({ share }, { of }, study) => {
        const { using } = study.parameter(of.name);
        const test = study.answers.tests.find(({ floor }, i) => floor !== null && study.spec.tests[i]!.contrasts[0]!.coefficients[0]!.effect === of.name);
        if (hasSizes(study.spec) && using && using !== 'leading') {
            expectMost(share!, 1 - shareLeft(study, study.spec, of.name, using)!);
        } else {
            const design = study.design();
            const left = hasSizes(design) ? shareLeft(study, design, of.name, (test!.using as 'refined')) : 1 - Number(share) / 100;
            expectMost(share!, 1 - left!);
        }
    }), // prettier-ignore
    says('More <units:.+> lower it by less than 0.1 %.', (_, { of }, study) => {
        const { using } = study.parameter(of.name);
        expect(1 - shareLeft(study, study.spec, of.name, using as 'refined')!).toBeLessThan(2e-3);
    }),
    says('More <units:.+> do not lower <share:[\\d.]+> % of the variance<where:(?: at this design)?>.', ({ share }, { of }, study) => {
        const { floor, using, required } = study.test(of);
        expectPrinted(share!, 100 * floor!);
        const [contrast] = study.spec.tests[of.index!]!.contrasts;
        const design = required?.asked ? study.design() : study.spec;
        if (hasSizes(design) && contrast!.coefficients.length === 1) {
            expect(shareLeft(study, design, contrast!.coefficients[0]!.effect, using as 'refined')! - floor!).toBeLessThan(2e-3);
        }
    }),
    says('A part of the variance of <effects:.+> falls only with the number of <units:[\\w ]+>.', ({ effects, units }, { of }, study) => {
        expect(units).toBe(unitsOf(of.name));
        const named = effects!.split(/, | and /);
        expect(named).toEqual(study.spec.fixed.map(({ name }) => name).filter(name => examined(study, name).partners.some(({ group }) => group === of.name)));
        const { spec } = study;
        for (const name of named) {
            const using = study.parameter(name).using;
            if (hasSizes(spec) && using && using !== 'leading') {
                // All other sizes without end: something stays.
                const outer = spec.random.find(({ group }) => group === of.name)!.within;
                const others = [...spec.random.map(({ group }) => group).filter(group => group !== of.name && group !== outer), 'n'];
                const rest = others.reduce((changed, quantity) => withSize(changed, quantity, size => 10_000 * size), spec);
                const left = study.variance(rest, name, using);
                expect(left === null || left > 1e-3 * study.variance(spec, name, using)!).toBe(true);
            }
        }
    }), // prettier-ignore
    says('More <units:[\\w ]+> make every estimate more precise.', ({ units }, { of }, study) => {
        expect(units).toBe(unitsOf(of.name));
        expectAllToFall(study, of.name);
    }),
    { pattern: /^This extends the published theorem to (?<what>.+)\.$/, check: ({ what }, { of }, { spec }) => {
        expect(hasRandomEffects(spec)).toBe(true);
        expect(what!.includes('negative binomial')).toBe(spec.family.name === 'negativeBinomial');
        expect(what!.includes('constant in a group')).toBe(spec.predictors.some(predictor => predictor.kind !== 'derived' && predictor.per !== null) && (what!.includes('constant in a group')));
        expect(of.kind).toBe('fixed');
    } }, // prettier-ignore
    { pattern: /^There are no (?<what>two-term|refined|exact) variances (?<where>.+?)\.$/, check: ({ what, where }, _, { spec, analysis }) => {
        const named = accuracyNamed({ 'two-term': 'two terms', refined: 'refined', exact: 'exact' }[what!]!);
        expect(analysis.parameters.some(parameter => parameter[named].asyVar === null)).toBe(true);
        if (where!.includes('unless the response is Gaussian')) {
            expect(isLinear(spec.family)).toBe(false);
            expect(spec.random.length).toBeGreaterThan(1);
        }
        if (where!.includes('dispersion φ')) {
            expect(analysis.parameters.find(({ kind }) => kind === 'dispersion')![named].asyVar).toBeNull();
        }
    } }, // prettier-ignore
    says(`Intraclass correlation <icc><scale:(?: on the scale of the linear predictor)?><rest:(?:, design effect 1 \\+ \\(n − 1\\)·${number} = (?:${number}) for effects between [\\w ]+)?>.`, ({ icc, rest }, { where }, study) => {
        const { spec } = study;
        const [{ effects }] = spec.random;
        expect(effects.length).toBe(1);
        const latent = { logit: Math.PI ** 2 / 3, probit: 1, cloglog: Math.PI ** 2 / 6 }[spec.family.link as 'logit'];
        const residual = spec.family.name === 'gaussian' ? spec.family.phi : latent;
        const variance = study.analysis.parameters.find(({ kind }) => kind === 'variance')!.value!;
        expectPrinted(icc!, variance / (variance + residual));
        const n = (where === 'report' ? study.design() : spec).design.n;
        if (rest && n?.kind === 'fixed') {
            const text = new RegExp(`= (${number}) for`).exec(rest)![1]!;
            expectPrinted(text, 1 + ((n.n - 1) * variance) / (variance + residual));
            // The variance of an effect between groups, beside that of as many observations that are independent with the same total variance.
            const design = where === 'report' ? study.design() : spec;
            const count = design.design.counts[0]!.count;
            const effect = design.fixed.find(one => one.term.op === 'predictor' && design.predictors.some(each => each.kind === 'each' && each.per !== null && one.term.op === 'predictor' && each.name === one.term.name));
            if (count !== null && effect && design.design.n?.kind === 'fixed') {
                const independent = {
                    ...design,
                    family: { ...design.family, phi: design.family.phi! + variance },
                    random: [],
                    fixed: design.fixed.map(one => ({ ...one, block: 'B' as const })),
                    predictors: design.predictors.map(one => (one.kind === 'derived' ? one : { ...one, per: null })),
                    design: { ...design.design, counts: [], n: { kind: 'fixed' as const, n: count * design.design.n.n } }
                };
                const ratio = study.variance(design, effect.name, 'refined')! / study.variance(independent, effect.name, 'refined')!;
                expect(Math.abs(ratio / printedNumber(text).value - 1)).toBeLessThan(0.01);
            }
        }
    }), // prettier-ignore
    // The report on accuracies.
    says('For Gaussian responses with identity link, as here, the exact variances have a closed form.', (_, __, { spec, analysis }) => {
        expect(isLinear(spec.family)).toBe(true);
        expect(analysis.parameters.some(({ exact }) => exact.simulated)).toBe(false);
    }),
    says('For the random effects and responses here, the exact variances have no closed form in general.', (_, __, { spec, analysis }) =>
        expect(isLinear(spec.family) && analysis.parameters.every(({ exact }) => exact.asyVar !== null && !exact.simulated)).toBe(false)
    ),
    says('Without random effects all variances are the same: the inverse Fisher information, which holds for many observations.', (_, __, { spec, analysis }) => {
        expect(hasRandomEffects(spec) || isLinear(spec.family)).toBe(false);
        for (const { leading, twoTerm, refined, exact } of analysis.parameters) {
            [twoTerm, refined, exact].filter(({ asyVar }) => asyVar !== null).forEach(({ asyVar }) => expect(asyVar).toBeCloseTo(leading.asyVar!, 12));
        }
    }), // prettier-ignore
    says('Without random effects all accuracies are the inverse Fisher information, which holds for many observations.', (_, __, { spec, analysis }) => {
        expect(hasRandomEffects(spec)).toBe(false);
        for (const { leading, twoTerm, refined } of analysis.parameters) {
            [twoTerm, refined].filter(({ asyVar }) => asyVar !== null).forEach(({ asyVar }) => expect(asyVar).toBeCloseTo(leading.asyVar!, 12));
        }
    }), // prettier-ignore
    says('Only the exact numbers <which:with a Gaussian response|in .+, whose response is Gaussian> hold at any number of observations: they are means over samples of the predictors.', (_, __, study) => {
        const { spec } = study;
        const analysis = study.analysisOf(study.design());
        expect(isLinear(spec.family) && !hasRandomEffects(spec)).toBe(true);
        const n = analysis.n!;
        const phi = analysis.parameters.find(({ kind }) => kind === 'dispersion')!;
        expect(phi.exact.asyVar).toBeCloseTo((2 * phi.value! ** 2) / (n - spec.fixed.length), 10);
    }), // prettier-ignore
    says('Exact variances<whose: of .+|> hold for many <what:groups|observations>.', ({ whose, what }, _, study) => {
        const { spec } = study;
        const analysis = study.analysisOf(study.design());
        const named = whose === '' ? null : whose!.slice(4).split(/, (?!\w+ \|)| and /);
        const exact = analysis.parameters.filter(parameter => parameter.exact.asyVar !== null).map(({ name }) => name);
        expect(exact.length).toBeGreaterThan(0);
        expect(what).toBe(hasRandomEffects(spec) ? 'groups' : 'observations');
        expect(isLinear(spec.family) && !hasRandomEffects(spec)).toBe(false);
        expect((named ?? []).filter(name => !exact.includes(name))).toEqual([]);
    }), // prettier-ignore
    says('The <name:refined|two-term> variance holds for many observations.', ({ name }, _, study) => {
        expect(isLinear(study.spec.family) && !hasRandomEffects(study.spec)).toBe(true);
        expect(
            study.analysisOf(study.design()).parameters.some(({ using }) => using === (name === 'refined' ? 'refined' : 'twoTerm'))
        ).toBe(true);
    }),
    says('In general it holds for many groups of this size.', (_, __, { spec }) => expect(hasRandomEffects(spec)).toBe(true)),
    says('An effect of block B has only the leading term.', (_, __, { spec, analysis }) => {
        expect(hasRandomEffects(spec)).toBe(true);
        for (const { kind, block, leading, twoTerm } of analysis.parameters) {
            if (kind === 'fixed' && block === 'B' && leading.asyVar !== null && twoTerm.asyVar !== null) {
                expect(Math.abs(twoTerm.asyVar / leading.asyVar - 1)).toBeLessThan(1e-6);
            }
        }
    }),
    { pattern: /^The variances of the estimates come from (?<source>.+)\.$/, check: ({ source }, _, study) => {
        const { spec, analysis, answers } = study;
        const isExact = source === 'the information of the Gaussian model';
        const isFisher = source === 'the inverse Fisher information, which holds for many observations';
        const isMean = source!.startsWith('φ(XᵀX)⁻¹');
        expect(isFisher || isMean).toBe(!hasRandomEffects(spec));
        expect(!isMean || isLinear(spec.family)).toBe(true);
        if (isMean && source !== 'φ(XᵀX)⁻¹') {
            expect(spec.predictors.some(({ kind }) => kind === 'random')).toBe(true);
        }
        if (isExact) {
            expect(isLinear(spec.family)).toBe(true);
            for (const { kind, refined, exact } of analysis.parameters) {
                if (kind === 'fixed' && refined.asyVar !== null && answers.tests.length === 1 && answers.tests[0]!.hypothesis.startsWith('e')) {
                    expect(Math.abs(refined.asyVar / exact.asyVar! - 1)).toBeLessThan(1e-2);
                }
            }
        }
        const goals = [...answers.tests, ...answers.precisions];
        const there = answers.tests.flatMap(({ atAnswer }) => atAnswer ?? []);
        const isUsed = (accuracy: string): boolean =>
            goals.some(({ using, required }) => using === accuracy || required?.using === accuracy) || there.some(({ using }) => using === accuracy);
        if (!isExact && !isFisher && !isMean) {
            const [, accuracy] = (
                [
                    ['the inverse of an approximate information', 'refined'],
                    ['the leading term', 'leading'],
                    ['the first two terms', 'twoTerm'],
                    ['the inverse of the expected information of the likelihood', 'exact']
                ] as const
            ).find(([start]) => source!.startsWith(start))!;
            expect(isUsed(accuracy), source).toBe(true);
            // The weights of a Gaussian response do not depend on the random effects.
            expect(source!.includes('working linear mixed model')).toBe(accuracy === 'refined' && !isLinear(spec.family));
        }
    } } // prettier-ignore
];

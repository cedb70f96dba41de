/** Claims about parameters: standard errors, variances, ratios, values. */
import { expect } from 'vitest';
import { families } from '../../../language/knowledge/families.js';
import { findCovarianceEntry } from '../../../language/presentation/notation/random-effect.js';
import { hasDispersion, residualVariance } from '../../../src-engine/family/families.js';
import { accuracyNamed, expectPrinted, printedNumber, type Study } from '../study.js';
import type { Variance } from '../../../src-engine/result/analysis.js';
import type { Statement } from '../printed.js';
import { expectOpen } from './open.js';
import { accuracy, number, says, type Claim } from './claim.js';
import { means } from './means.js';
import { comparisonPattern, expectComparison } from './comparison.js';
import { expectWrittenNumbers } from './written.js';
import { doubts, expectDoubt } from './doubt.js';

/** The interval on another scale: its ends have the digits that the error leaves. */
function expectInterval(
    lower: string | undefined,
    upper: string | undefined,
    study: Study,
    name: string,
    transform: (value: number) => number
): void {
    const { interval } = study.shown(name);
    if (lower !== undefined) {
        expectPrinted(lower, transform(interval!.lower));
        expectPrinted(upper!, transform(interval!.upper));
    }
}

/** The variances that a sentence says are missing: of the parameters that it names, else of what it is about. */
function withoutVariance(
    study: Study,
    { named, names, where }: { named: string | undefined; names: string | undefined; where: Statement['where'] },
    of: Statement['of']
): Variance[] {
    const { parameters } = where === 'report' ? study.analysisOf({ ...study.design(), derived: study.spec.derived }) : study.analysis;
    const told = names?.split(/, (?!\w+ \|)| and /);
    const about = parameters.filter(({ name }) => (told ? told.includes(name) : of.kind === 'model' || name === of.name));
    const accuracies = named === undefined ? (['leading', 'twoTerm', 'refined', 'exact'] as const) : [accuracyOf[named as 'refined']];
    const variances = about.flatMap(parameter => accuracies.map(accuracy => parameter[accuracy]));
    if (named !== undefined) {
        expect(about.length).toBe(told!.length);
        variances.forEach(({ asyVar }) => expect(asyVar).toBeNull());
    }
    return variances;
}

const accuracyOf = { 'leading-term': 'leading', 'two-term': 'twoTerm', refined: 'refined' } as const;

export const estimateClaims: Claim[] = [
    { pattern: new RegExp(`^SE (?<se>${number})(?: with .+?)?(?:, 95 % CI (?<lower>${number}) … (?<upper>${number}))? \\((?<name>${accuracy})(?<rough> only: the true SE (?:is larger|differs)(?: by an unknown amount|, by how much depends on \\w+(?:\\[.+?\\])?))?(?<doubt>${doubts})\\)$`), check: ({ se, lower, upper, name, rough, doubt }, { of }, study) => {
        const parameter = study.shown(of.name);
        expect(rough !== undefined).toBe(parameter.isRough);
        expectDoubt(doubt!, parameter.exactMayDiffer);
        expectPrinted(se!, parameter.standardError);
        expect(parameter.using).toBe(accuracyNamed(name!));
        expect(parameter.standardError! ** 2).toBeCloseTo(parameter[parameter.using!].asyVar!, 10);
        expect(lower === undefined).toBe(parameter.interval === null);
        expectInterval(lower, upper, study, of.name === 'dispersion' ? 'phi' : of.name, value => value);
    } }, // prettier-ignore
    { pattern: new RegExp(`^(?<ofRatios>Ratio of )?(?<title>[Oo]dds ratio|[Rr]ate ratio|[Rr]isk ratio|[Hh]azard ratio|[Rr]atio of means|ratios of means)s? exp\\([^)]+\\) = (?<value>${number})(?:, 95 % CI (?<lower>${number}) … (?<upper>${number}))?, (?<compared>${comparisonPattern}|(?:per unit of|where) .+)$`), check: ({ ofRatios, title, value, lower, upper, compared }, { of }, study) => {
        const { link, name } = study.spec.family;
        const asked = study.spec.fixed.find(one => (of.kind === 'fixed' ? one.name === of.name : one.value === null))?.name;
        if (compared!.includes(' compared with ') && asked !== undefined) {
            expectComparison(compared!, asked, study.spec);
            // A mean of a ratio is geometric, and two comparisons at once are a ratio of ratios.
            expect(/(?<!geometric )mean of all levels/.test(compared!)).toBe(false);
            expect(ofRatios !== undefined).toBe((compared!.match(/ compared with /g) ?? []).length > 1 || compared!.startsWith('per unit of'));
        }
        expect(title!.replace(/^ratios of means$/, 'Ratio of means').replace(/^./, c => c.toUpperCase())).toBe({ logit: 'Odds ratio', cloglog: 'Hazard ratio', log: name === 'poisson' || name === 'negativeBinomial' ? 'Rate ratio' : 'Ratio of means' }[link as 'log']);
        const effect = of.kind === 'fixed' ? study.spec.fixed.find(one => one.name === of.name)!.value : null;
        const required = (of.kind === 'test' ? study.test(of) : study.answers.tests.find(test => test.required?.asked))?.required;
        const solved = required?.value[required.using!] ?? NaN;
        if (effect !== null) {
            expectPrinted(value!, Math.exp(effect));
        } else {
            expect(Math.abs(Math.log(printedNumber(value!).value) - solved)).toBeLessThanOrEqual(2e-3 * Math.abs(solved) + 1e-3);
        }
        if (of.kind === 'fixed') {
            expectInterval(lower, upper, study, of.name, Math.exp);
        }
    } }, // prettier-ignore
    { pattern: new RegExp(`^(?<title>Probability|Mean response) .+ = (?<value>${number})(?:, 95 % CI (?<lower>${number}) … (?<upper>${number}))?, where (?<offset>the offset(?: and|,) )?all other terms(?<given> and the random effects)? are 0$`), check: ({ title, value, lower, upper, offset, given }, { of }, study) => {
        const { spec } = study;
        expect(offset !== undefined).toBe(spec.offset !== null);
        const mean = means[spec.family.link]!;
        expect(title).toBe(spec.family.name === 'bernoulli' || spec.family.name === 'binomial' ? 'Probability' : 'Mean response');
        expect(given !== undefined).toBe(spec.random.length > 0);
        expectPrinted(value!, mean(spec.fixed.find(({ name }) => name === of.name)!.value ?? study.parameter(of.name).value!));
        expectInterval(lower, upper, study, of.name, mean);
    } }, // prettier-ignore
    says('The exact variance is used, because the refined one can be more than 5 % off here.', (_, { of }, study) => {
        const { using, refined } = study.parameter(of.name);
        expect(using).toBe('exact');
        expect(refined.asyVar).not.toBeNull();
        expect(study.spec.using).toBeNull();
    }),
    { pattern: /^(?<what>Leading term|Two terms|Refined) only for (?<names>.+): the true SE (?:is larger|differs)(?: by an unknown amount|, by how much depends on \w+(?:\[.+?\])?)\.$/, check: ({ what, names }, { where }, study) => {
        const { parameters } = where === 'report' ? study.analysisOf({ ...study.design(), derived: study.spec.derived }) : study.analysis;
        for (const name of names!.split(/, (?!\w+ \|)| and /)) {
            const { isRough, using } = parameters.find(one => one.name === name)!;
            expect([isRough, using]).toEqual([true, accuracyNamed(what!.toLowerCase())]);
        }
    } }, // prettier-ignore
    says('The second term adds <share> % to the first.', ({ share }, { of }, study) => {
        const { leading, twoTerm } = study.parameter(of.name);
        expectPrinted(share!, 100 * (twoTerm.asyVar! / leading.asyVar! - 1));
    }),
    says(
        'The second term is <times> times the first, so the leading term is at most half of the two-term variance.',
        ({ times }, { of }, study) => {
            const { leading, twoTerm } = study.parameter(of.name);
            expectPrinted(times!, twoTerm.asyVar! / leading.asyVar! - 1);
            expect(leading.asyVar!).toBeLessThanOrEqual(0.5 * twoTerm.asyVar!);
        }
    ),
    { pattern: /^The standard error comes from (?<used>the .+?), not from (?<wanted>the .+?)\.(?: \w+(?:\[.+?\])? has no number yet\.)?$/, check: ({ used, wanted }, { of }, study) => {
        const named = { 'the leading term': 'leading', 'the two-term variance': 'twoTerm', 'the refined variance': 'refined', 'the exact variance': 'exact' } as const;
        const parameter = study.parameter(of.name);
        expect(parameter.using).toBe(named[used as 'the leading term']);
        expect(study.spec.using ?? 'refined').toBe(named[wanted as 'the leading term']);
        expect(parameter[named[wanted as 'the leading term']].asyVar).toBeNull();
    } }, // prettier-ignore
    { pattern: /^For variances of random effects .*(?:covered 81 to 87 %|away from the exact variance)\.$/, check: (_, { of, text }, study) => {
        const { kind, exact, using } = study.parameter(of.name);
        expect(['variance', 'covariance']).toContain(kind);
        expect(exact.asyVar).toBeNull();
        expect({ leading: 'the leading term', twoTerm: 'two terms', refined: 'the refined form', exact: '' }[using!]).toBe(/effects (the leading term|two terms|the refined form)/.exec(text)![1]);
    } }, // prettier-ignore
    says('The variances are leading terms; standard errors need all sizes.', (_, __, { analysis }) => {
        expect(analysis.parameters.every(({ standardError }) => standardError === null)).toBe(true);
        expect(analysis.parameters.some(({ leading }) => leading.constant !== null || leading.terms !== null)).toBe(true);
        expect(analysis.n === null || analysis.groups.some(({ count }) => count === null)).toBe(true);
    }),
    { pattern: /^(?:(?:No numbers(?: for (?<names>.+))?|.+): )?Each unit of (?<outer>\w+) (?:has one (?:answer of yes or no|observation)|holds one unit of (?<inner>\w+)), .+\.$/, check: ({ outer, inner }, { of }, study) => {
        expectOpen(study, { group: inner ?? outer! }, of);
    } }, // prettier-ignore
    { pattern: new RegExp(`^(?:(?:.+: )?No (?<accuracy>leading-term|two-term|refined) variances? of (?<names>.+?): .*?|.+: )?(?<integral>An integral is too inaccurate, even with as many points as are allowed: (?:no digit of it is certain|its relative error may be (?<error>${number}))\\.)$`), check: ({ accuracy: named, names, error }, { of, where }, study) => {
        const about = withoutVariance(study, { named, names, where }, of);
        const reached = about.flatMap(({ reason }) => (reason?.code === 'accuracy' ? [reason.reached] : []));
        expect(reached.length).toBeGreaterThan(0);
        expect(reached.some(one => (error === undefined ? one === null || one >= 0.5 : one !== null && Math.abs(one / printedNumber(error).value - 1) < 0.5))).toBe(true);
    } }, // prettier-ignore
    { pattern: /^Plan two or more .+ remove (?:the random effect|`?random \w+`?)\.$/, check: null },
    { pattern: /^Exact variances of (?<names>.+) may differ by (?:over 5 %(?:, those of (?<far>.+) by far more)?|(?<all>far more than 5 %))\.$/, check: ({ names, far, all }, { where }, study) => {
        const { parameters } = where === 'report' ? study.analysisOf({ ...study.design(), derived: study.spec.derived }) : study.analysis;
        const doubted = parameters.filter(({ exact, exactMayDiffer }) => exactMayDiffer !== null && exact.asyVar === null);
        const namesOf = (text: string) => text.split(/, (?!\w+ \|)| and /);
        expect(namesOf(names!)).toEqual(doubted.map(({ name }) => name));
        expect(all === undefined ? (far === undefined ? [] : namesOf(far)) : namesOf(names!)).toEqual(
            doubted.filter(({ exactMayDiffer }) => exactMayDiffer === 'far').map(({ name }) => name)
        );
    } }, // prettier-ignore
    { pattern: new RegExp(`^The exact (?:variance|variances) of (?<names>.+) (?:is|are)(?<upTo> up to)? (?:(?<times>${number}) times as large|(?<percent>${number}) % (?<direction>larger|smaller))\\.$`), check: ({ names, upTo, times, percent, direction }, { where }, study) => {
        const { parameters } = where === 'report' ? study.analysisOf({ ...study.design(), derived: study.spec.derived }) : study.analysis;
        const ratios = parameters.flatMap(({ name, exact, using, ...variances }) => {
            const own = using === null || using === 'exact' || using === 'leading' ? null : variances[using as 'refined'].asyVar;
            return own === null || exact.asyVar === null ? [] : [{ name, ratio: exact.asyVar / own }];
        });
        const apart = ratios.filter(({ ratio }) => Math.abs(ratio - 1) > 0.05);
        expect(names!.split(/, (?!\w+ \|)| and /)).toEqual(apart.map(({ name }) => name));
        expect(upTo !== undefined).toBe(apart.length > 1);
        const worst = apart.map(({ ratio }) => ratio).reduce((a, b) => (Math.abs(Math.log(b)) > Math.abs(Math.log(a)) ? b : a));
        expectPrinted((times ?? percent)!, times === undefined ? 100 * Math.abs(worst - 1) : worst);
        expect(direction === undefined || (direction === 'larger') === worst > 1).toBe(true);
    } }, // prettier-ignore
    { pattern: /^Write using exact\.$/, check: null },
    { pattern: /^Standard errors: (?<all>.+)\.$/, check: ({ all }, { where }, study) => {
        const { parameters } = where === 'report' ? study.analysisOf({ ...study.design(), derived: study.spec.derived }) : study.analysis;
        const [first, ...others] = all!.split('; ').map(part => part.split(' for '));
        for (const { name, using, standardError, kind } of parameters.filter(one => one.standardError !== null && one.kind !== 'derived')) {
            const own = others.find(([, names]) => names!.split(/, (?!\w+ \|)| and /).includes(name)) ?? first!;
            expect(standardError === null || using === accuracyNamed(own[0]!), `${name} ${kind}`).toBe(true);
        }
    } }, // prettier-ignore
    { pattern: new RegExp(`^Leading term: Asy\\.Var\\(.+?\\) = (?<steps>.+)$`), check: ({ steps }, { of }, study) => {
        const { asyVar, constant, terms, order } = study.parameter(of.name).leading;
        const parts = steps!.split(' = ');
        if (asyVar !== null) {
            expectPrinted(parts.at(-1)!, asyVar);
        }
        const byOrder = parts.find(part => /^\(?[\d.]/.test(part) && part.includes('/') && !/[σφΣ]/.test(part));
        if (byOrder && constant !== null) {
            expectPrinted(byOrder.split('/')[0]!.replace(/[()]/g, ''), constant);
            expect(order).not.toBeNull();
        }
        if (byOrder && terms !== null) {
            byOrder.split(' + ').forEach((term, i) => expectPrinted(term.split('/')[0]!.replace(/[()]/g, ''), terms[i]!.constant));
        }
    } }, // prettier-ignore
    { pattern: new RegExp(`^(?<name>\\w+(?:\\[.+?\\])?)(?: \\(.+\\))?(?: = marginal\\(.+?\\))? = (?<value>${number}|\\?), (?:the intercept|effect of .+|(?<compared>${comparisonPattern}?)(?<scale>, on the \\w+ scale)?)$`), check: ({ name, value, compared, scale }, { of }, study) => {
        expect(name).toBe(of.name);
        if (compared !== undefined) {
            expectComparison(compared, of.name, study.spec);
            expect(scale).toBe(study.spec.family.link === 'identity' ? undefined : `, on the ${study.spec.family.link} scale`);
        }
        const own = study.spec.fixed.find(effect => effect.name === of.name)!.value;
        if (value === '?') {
            expect(own).toBeNull();
        } else {
            expectPrinted(value!, own ?? study.parameter(of.name).value);
        }
    } }, // prettier-ignore
    { pattern: new RegExp(`^(?<name>(?:var|cov)\\(.+\\)) \\(.+\\) = (?<value>${number}), (?:variance|covariance) of .+ between units of \\w+$`), check: ({ value }, { of }, { spec }) => {
        expectPrinted(value!, findCovarianceEntry(spec, of.name)!.value);
    } }, // prettier-ignore
    {
        pattern: new RegExp(`^phi \\(φ\\) = (?<value>${number}), .+$`),
        check: ({ value }, _, { spec }) => expectPrinted(value!, spec.family.phi)
    },
    {
        pattern: new RegExp(`^s = .+ = (?<value>${number})$`),
        check: ({ value }, _, study) => expectPrinted(value!, study.parameter('s').value)
    },
    { pattern: new RegExp(`^As a standard deviation: (?<sd>${number})(?:, SE (?<se>${number}))?(?:, 95 % CI (?<lower>${number}) … (?<upper>${number}))?$`), check: ({ sd, se, lower, upper }, { of }, study) => {
        const value = of.kind === 'dispersion' ? study.spec.family.phi : findCovarianceEntry(study.spec, of.name)!.value;
        expectPrinted(sd!, Math.sqrt(value));
        const parameter = study.parameter(of.kind === 'dispersion' ? 'phi' : of.name);
        if (se !== undefined) {
            expectPrinted(se, parameter.standardError! / (2 * Math.sqrt(value)));
        }
        expectInterval(lower, upper, study, parameter.name, Math.sqrt);
    } }, // prettier-ignore
    { pattern: new RegExp(`^As an intraclass correlation: (?<icc>${number})(?:, SE (?<se>${number}))?(?:, 95 % CI (?<lower>${number}) … (?<upper>${number}))?$`), check: ({ icc, se, lower, upper }, { of }, study) => {
        const { value, block, row } = findCovarianceEntry(study.spec, of.name)!;
        const residual = residualVariance(study.spec.family)!;
        const correlation = (variance: number) => variance / (variance + residual);
        expect(study.model.scales[`variance ${block.effects[row]} ${block.group}`]).toBe('icc');
        expectPrinted(icc!, correlation(value));
        const parameter = study.parameter(of.name);
        if (se !== undefined) {
            // The residual variance is a known number, and the slope is a difference quotient.
            expect(hasDispersion(study.spec.family)).toBe(false);
            const step = 1e-4 * value;
            expectPrinted(se, ((correlation(value + step) - correlation(value - step)) / (2 * step)) * parameter.standardError!);
        }
        expectInterval(lower, upper, study, parameter.name, correlation);
    } }, // prettier-ignore
    says('As a correlation: <value>', ({ value }, { of }, { spec, analysis }) => {
        const [first, second] = /cov\((\w+), (\w+) \| (\w+)\)/.exec(of.name)!.slice(1);
        const valueOf = (name: string) => analysis.parameters.find(parameter => parameter.name === name)!.value!;
        const group = spec.random[0]!.group;
        expectPrinted(value!, valueOf(of.name) / Math.sqrt(valueOf(`var(${first} | ${group})`) * valueOf(`var(${second} | ${group})`)));
    }),
    { pattern: /^Random effects: (?<all>.+)$/, check: ({ all }, __, study) => {
        for (const [, effect, sd] of all!.matchAll(/(\w+) \(sd ([\d.]+)\)/g)) {
            const values = study.analysis.parameters.filter(({ name }) => name.startsWith(`var(${effect} |`)).map(({ value }) => Math.sqrt(value!));
            expect(values.some(value => Math.abs(value - Number(sd)) < 5e-4)).toBe(true);
        }
    } }, // prettier-ignore
    { pattern: /^The calculation assumes an? (?<family>.+?) response with (?<link>\w+) link(?<more>.*?); (?<rest>.+)\.$/, check: ({ family, link, more, rest }, _, { spec, model }) => {
        expect(family).toBe(families[spec.family.name].title);
        expect(link).toBe(spec.family.link);
        expect(more!.includes('φ = ')).toBe(hasDispersion(spec.family));
        expect(more!.includes('trials')).toBe(spec.family.trials !== null);
        expect(more!.includes('size')).toBe(spec.family.size !== null);
        expect(rest!.includes('random effects of')).toBe(spec.random.length > 0);
        expectWrittenNumbers(rest!, spec, model.scales);
        spec.fixed.forEach(({ name, marginal }) => expect(rest).toContain(marginal === null ? `${name} = ` : `${name} such that the mean response is ${marginal}`));
    } }, // prettier-ignore
    says('Effects are conditional on the random effects <rest:.+>.', (_, __, { spec }) => {
        expect(spec.family.link).not.toBe('identity');
        expect(spec.random.length).toBeGreaterThan(0);
    }),
    { pattern: /^Mean (?<mean>[−\d.]+), sd (?<sd>[\d.]+)$/, check: ({ mean, sd }, { of }, { view }) => {
        const own = view.examination!.predictors.find(({ name }) => name === of.name)!;
        expectPrinted(mean!, own.mean);
        expectPrinted(sd!, own.sd);
    } }, // prettier-ignore
    { pattern: /^(?:Each point in an equal share of the [\w ]+, constant within one|Each point in an equal share of the observations|The same points in every (?:cell|innermost group)|Drawn anew for every observation|Drawn once for each \w+: constant within it|May differ between observations of a group|Known once for each \w+: constant within it)$/, check: (_, { of, text }, { spec, view }) => {
        const predictor = spec.predictors.find(one => (one.kind === 'random' ? one.names.includes(of.name) : one.name === of.name))!;
        const per = predictor.kind === 'derived' ? view.examination!.predictors.find(({ name }) => name === of.name)!.per : predictor.per;
        expect(/constant within/.test(text)).toBe(per !== null);
        expect(/share of the observations$/.test(text)).toBe(predictor.kind === 'each' && per === null && spec.random.length === 0);
        expect(text.includes('in every cell')).toBe(predictor.kind === 'each' && per === null && spec.random.filter(({ within }) => within === null).length > 1);
    } }, // prettier-ignore
    { pattern: /^No (?:standard errors|numbers?|(?<named>leading-term|two-term|refined) variances?)(?: (?:for|of) (?<names>.+?))?: (?:.+)$/, check: ({ named: accuracy, names }, { of, where }, study) => {
        const { analysis } = study;
        if (accuracy !== undefined) {
            withoutVariance(study, { named: accuracy, names, where }, of);
            return;
        }
        const without = analysis.parameters.filter(({ standardError }) => standardError === null).map(({ name }) => name);
        const named = of.kind !== 'model' ? [of.name === 'dispersion' ? 'phi' : of.name] : names === undefined ? analysis.parameters.map(({ name }) => name) : names.split(/, (?!\w+ \|)/);
        expect(without).toEqual(expect.arrayContaining(named));
    } }, // prettier-ignore
    { pattern: /^(?:No number at these sizes|No number|Some numbers are missing): .+$/, check: (_, { of }, study) => {
        const without = study.analysis.parameters.filter(({ standardError }) => standardError === null).map(({ name }) => name);
        expect(without.length).toBeGreaterThan(0);
        expect(of.kind === 'model' || of.kind === 'dispersion' || without.includes(of.name)).toBe(true);
    } } // prettier-ignore
];

/** What effects make of the mean response. */
import { expect } from 'vitest';
import { listedValues } from '../../../src-engine/laws/index.js';
import type { FixedEffectSpec } from '../../../src-engine/spec/model-spec.js';
import { levelsOf } from '../../../src-engine/spec/predictor-levels.js';
import { compileTerm, indexPredictors } from '../../../src-engine/spec/term.js';
import { findCovarianceEntry } from '../../../language/presentation/notation/random-effect.js';
import { expectPrinted, printedNumber, type Study } from '../study.js';
import { number, type Claim } from './claim.js';
import { means } from './means.js';

const mean = `(?<title>[Pp]robability|[Mm]ean response) (?<from>${number}) → (?<to>${number})`;

/** An offset of 0 is named where there is one. */
const expectOffset = ({ offset }: Record<string, string>, { spec }: Study): void => expect(offset !== undefined).toBe(spec.offset !== null);

const titleOf = ({ spec }: Study): string => (['bernoulli', 'binomial'].includes(spec.family.name) ? 'probability' : 'mean response');

const effectNamed = ({ spec }: Study, name: string): FixedEffectSpec => spec.fixed.find(one => one.name === name)!;

/** The values of the term of an effect at those of a single predictor, all others being 0. */
function termAt({ spec }: Study, { term }: FixedEffectSpec, predictor: string, value: number | string): number {
    const index = indexPredictors(spec.predictors);
    const at = new Float64Array(index.slots.size);
    const own = spec.predictors.find(one => (one.kind === 'random' ? one.names.includes(predictor) : one.name === predictor))!;
    at[index.slots.get(predictor)!] = typeof value === 'number' ? value : levelsOf(own)!.indexOf(value);
    return compileTerm(term, index)(at);
}

/** The means at the intercept plus an effect times values of its term are the printed ones, and differ in print. */
function expectMeans(study: Study, name: string, parts: Record<string, string>, [low, high]: readonly [number, number]): void {
    const { link } = study.spec.family;
    const intercept = study.spec.fixed.find(({ term }) => term.op === 'number' && term.value === 1)!;
    const eta = (at: number) => study.shown(intercept.name).value! + at * study.shown(name).value!;
    expect(parts.title!.toLowerCase()).toBe(titleOf(study));
    expectPrinted(parts.from!, means[link]!(eta(low)));
    expectPrinted(parts.to!, means[link]!(eta(high)));
    expect(parts.from).not.toBe(parts.to);
}

/** The two values of a term, of those of the only predictor that it is made of. */
function extremes(study: Study, effect: FixedEffectSpec): readonly [number, number] {
    const { predictors } = study.spec;
    const values = listedValues('its term', [...predictors, { kind: 'derived', name: 'its term', term: effect.term }]) as number[];
    expect(values).toHaveLength(2);
    return [values[0]!, values[1]!];
}

/** `arm = 1`, `"high dose"`, `low`. */
function readStep(study: Study, shown: string): { predictor: string; value: number | string } {
    const [, predictor, value] = /^(\w+) = (.+)$/.exec(shown) ?? [];
    if (predictor !== undefined) {
        return { predictor, value: printedNumber(value!).value };
    }
    const level = shown.replace(/^"|"$/g, '');
    const names = study.spec.predictors.flatMap(one => (one.kind === 'random' ? one.names : [one.name]));
    return { predictor: names.find(name => listedValues(name, study.spec.predictors)?.includes(level))!, value: level };
}

export const impliedLensClaims: Claim[] = [
    { pattern: new RegExp(`^${mean}(?<offset> at offset 0)?(?: \\((?<ratio>OR|[a-z ]+) (?<times>${number})\\))?$`), check: (parts, { of }, study) => {
        expectOffset(parts, study);
        expectMeans(study, of.name, parts, extremes(study, effectNamed(study, of.name)));
        const { link, name } = study.spec.family;
        const written = study.model.scales[`effect ${of.name}`];
        const isRatio = link === 'log' || link === 'logit' || link === 'cloglog';
        if (parts.times !== undefined) {
            const ofMeans = name === 'poisson' || name === 'negativeBinomial' ? 'rate ratio' : ['bernoulli', 'binomial'].includes(name) ? 'risk ratio' : 'ratio of means';
            expect(parts.ratio).toBe({ logit: 'OR', cloglog: 'hazard ratio', log: ofMeans }[link as 'log']);
            expectPrinted(parts.times, Math.exp(study.shown(of.name).value!));
        } else {
            expect(written !== undefined || !isRatio).toBe(true);
        }
    } }, // prettier-ignore
    { pattern: new RegExp(`^(?<title>probability|mean response) (?<shown>${number})(?<offset> at offset 0)?$`), check: ({ title, shown, ...parts }, { of }, study) => {
        expectOffset(parts, study);
        const { term, value } = effectNamed(study, of.name);
        expect(term).toEqual({ op: 'number', value: 1 });
        expect(title).toBe(titleOf(study));
        expectPrinted(shown!, means[study.spec.family.link]!(value!));
    } } // prettier-ignore
];

/** The mean and the variance of probabilities between units, and the correlation of two answers of one unit, by a plain sum over the normal law. */
function betweenUnits(mean: (eta: number) => number, eta: number, variance: number): { mean: number; correlation: number } {
    const points = Array.from({ length: 4001 }, (_, i) => (i - 2000) / 200);
    const weights = points.map(z => Math.exp(-0.5 * z * z));
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const probabilities = points.map(z => mean(eta + Math.sqrt(variance) * z));
    const expectation = (f: (p: number) => number) => probabilities.reduce((sum, p, i) => sum + weights[i]! * f(p), 0) / total;
    const average = expectation(p => p);
    return { mean: average, correlation: expectation(p => (p - average) ** 2) / (average * (1 - average)) };
}

export const impliedHoverClaims: Claim[] = [
    { pattern: /^This is the latent scale, on which the residual variance is (?<residual>.+)$/, check: ({ residual }, { of }, { spec, model }) => {
        expect(['bernoulli', 'binomial']).toContain(spec.family.name);
        expect(residual).toBe({ logit: 'π²/3', probit: '1', cloglog: 'π²/6' }[spec.family.link as 'logit']);
        const { block, row } = findCovarianceEntry(spec, of.name)!;
        expect(model.scales[`variance ${block.effects[row]} ${block.group}`]).toBe('icc');
    } }, // prettier-ignore
    { pattern: new RegExp(`^On the scale of proportions: (?<correlation>${number}), at a mean probability of (?<average>${number}), where (?<offset>the offset and )?all other terms are 0$`), check: ({ correlation, average, ...parts }, { of }, study) => {
        expectOffset(parts, study);
        const { spec } = study;
        expect(spec.random.flatMap(({ effects }) => effects)).toHaveLength(1);
        const intercept = spec.fixed.find(({ term }) => term.op === 'number' && term.value === 1)!;
        const between = betweenUnits(means[spec.family.link]!, study.parameter(intercept.name).value!, findCovarianceEntry(spec, of.name)!.value);
        expectPrinted(correlation!, between.correlation);
        expectPrinted(average!, between.mean);
    } }, // prettier-ignore
    { pattern: new RegExp(`^${mean} from (?<step>.+), where (?<offset>the offset(?: and|,) )?all other terms(?<given> and the random effects)? are 0$`), check: (parts, { of }, study) => {
        expectOffset(parts, study);
        const effect = effectNamed(study, of.name);
        expect(parts.given !== undefined).toBe(study.spec.random.some(({ effects }) => effects.length > 0));
        const [, low, high] = new RegExp(`^(${number}) to (${number}) of .+$`).exec(parts.step!) ?? [];
        if (low !== undefined) {
            const ends = [printedNumber(low).value, printedNumber(high!).value] as const;
            expect(ends).toEqual(extremes(study, effect));
            return expectMeans(study, of.name, parts, ends);
        }
        const [before = '', after = ''] = parts.step!.split(' to ');
        const to = readStep(study, after);
        for (const one of before.split(' or ')) {
            const from = readStep(study, one);
            expect(from.predictor).toBe(to.predictor);
            expectMeans(study, of.name, parts, [termAt(study, effect, from.predictor, from.value), termAt(study, effect, to.predictor, to.value)]);
        }
    } } // prettier-ignore
];

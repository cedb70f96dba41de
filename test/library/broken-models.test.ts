/** For any broken model, the library answers with numbers or with a reason. */
import { describe, expect, it } from 'vitest';
import { analyze, answer, report, type ModelInput } from '../../library/index.js';
import { completeModel } from '../../src-engine/input/complete-model.js';
import { analyze as engineAnalyze } from '../../src-engine/analysis/analyze.js';
import { isReason } from '../../src-engine/result/reason.js';
import { brokenModel, goodModels, notFinite, seededNumbers } from './broken-models.js';

const options = { accuracy: 1e-6, budget: 2e6 };
const count = 400;

describe(`${count} models broken at random places`, () => {
    const random = seededNumbers(20_261_129);
    const broken = Array.from({ length: count }, (_, i) => brokenModel(goodModels[i % goodModels.length]!, random, i % 3 === 2 ? 2 : 1));

    it('have finite numbers or a reason', { timeout: 120_000 }, () => {
        let [refused, computed] = [0, 0];
        for (const { change, model } of broken) {
            const [analysis, answers] = [analyze(model as ModelInput, options), answer(model as ModelInput)];
            expect([...notFinite(analysis), ...notFinite(answers)], change).toEqual([]);
            const completed = completeModel(model);
            if (isReason(completed)) {
                refused++;
                expect(analysis.reason, change).toEqual(completed);
                expect(answers.reason, change).toEqual(completed);
                expect(['invalid', 'not-positive-definite', 'wrong-block'], change).toContain(completed.code);
                if (completed.code === 'invalid') {
                    expect(completed.detail, change).toMatch(/^\S.{10,}$/s);
                    expect(completed.path, change).toBeTypeOf('string');
                }
            } else {
                computed++;
                expect(answers.reason, change).toBeNull();
                expect(analysis, change).toEqual(engineAnalyze(completed, options));
                for (const { leading, refined, standardError, reason } of analysis.parameters) {
                    expect(leading.asyVar === null || leading.asyVar >= 0, change).toBe(true);
                    expect(refined.asyVar === null || refined.asyVar > 0, change).toBe(true);
                    expect(standardError !== null || reason !== null, change).toBe(true);
                }
            }
        }
        expect(refused).toBeGreaterThan(200);
        expect(computed).toBeGreaterThan(20);
    });
});

describe('a model that is not valid names the place and what would be right', () => {
    const one = { op: 'number', value: 1 };
    const slope = { name: 'b1', term: { op: 'predictor', name: 'x' }, value: 0.3 };
    const good = {
        family: 'poisson',
        predictors: [{ kind: 'random', names: ['x'], law: { law: 'normal', mean: 0, sd: 1 } }],
        fixed: [{ name: 'b0', term: one, value: 0.2 }, slope],
        random: [{ group: 'g', effects: ['b0'], covariance: [[0.36]] }],
        design: { counts: [{ group: 'g', count: 60 }], n: { kind: 'fixed', n: 12 } }
    };
    const random = (part: object) => ({ ...good, random: [{ ...good.random[0], ...part }] });
    const design = (part: object) => ({ ...good, design: { ...good.design, ...part } });
    const predictor = (part: object) => ({ ...good, predictors: [part] });
    const test = (part: object) => ({
        ...good,
        tests: [{ contrasts: [{ coefficients: [{ effect: 'b1', coefficient: 1 }], value: 0 }], ...part }]
    });
    const two = { ...random({ effects: ['b0', 'b1'] }), fixed: good.fixed };
    const circle = predictor({ kind: 'derived', name: 'x', term: { op: 'predictor', name: 'x' } });
    const endless: { op: string; operand?: unknown } = { op: 'negate' };
    endless.operand = endless;

    const throwing = (property: string, rest: object = {}): object =>
        Object.defineProperty({ ...rest }, property, { enumerable: true, get: () => { throw new TypeError('boom'); } }); // prettier-ignore
    const closed = Proxy.revocable({}, {});
    closed.revoke();

    it('is valid to begin with', () => {
        expect(analyze(good as ModelInput).reason).toBeNull();
    });

    it.each<[string, unknown, string, RegExp]>([
        ['nothing', undefined, '', /the model must be an object; it is missing/],
        ['null', null, '', /must be an object; it is null/],
        ['a list', [good], '', /must be an object; it is a list of 1/],
        ['an unknown property', { ...good, tets: [] }, '', /unknown property "tets"; its properties are name, family/],
        [
            'a count of −3',
            design({ counts: [{ group: 'g', count: -3 }] }),
            'design.counts[0].count',
            /whole number from 1 to 10\^15; it is -3/
        ],
        ['a count that is NaN', design({ counts: [{ group: 'g', count: NaN }] }), 'design.counts[0].count', /it is NaN/],
        ['a count of 0', design({ counts: [{ group: 'g', count: 0 }] }), 'design.counts[0].count', /it is 0/],
        ['an infinite n', design({ n: { kind: 'fixed', n: Infinity } }), 'design.n.n', /it is Infinity/],
        ['a text for a number', design({ counts: [{ group: 'g', count: '60' }] }), 'design.counts[0].count', /it is the text "60"/],
        [
            'a group that is not there',
            design({ counts: [{ group: 'h', count: 5 }] }),
            'design.counts[0].group',
            /the model has g; it is "h"/
        ],
        ['an attrition of 1', design({ attrition: 1 }), 'design.attrition', /from 0 to below 1/],
        [
            'a sd of −1',
            predictor({ kind: 'random', names: ['x'], law: { law: 'normal', mean: 0, sd: -1 } }),
            'predictors[0].law',
            /sd must be greater than 0/
        ],
        [
            'a predictor called n',
            predictor({ kind: 'each', name: 'n', points: [0, 1] }),
            'predictors[0].name',
            /must not be "n", which is the number/
        ],
        [
            'a group called n',
            { ...good, random: [{ group: 'n', effects: ['b0'], covariance: [[1]] }] },
            'random[0].group',
            /must not be "n"/
        ],
        [
            'points with the names of a law',
            predictor({ kind: 'each', name: 'x', points: [0, 1], law: { law: 'normal', mean: 0, sd: 1 } }),
            'predictors[0]',
            /unknown property "law"; its properties are kind, name, points, levels, per$/
        ],
        [
            'an argument of another law',
            predictor({ kind: 'random', names: ['x'], law: { law: 'uniform', low: 0 } }),
            'predictors[0].law',
            /"low"; its properties are law, min, max$/
        ],
        ['no family', { ...good, family: undefined }, 'family', /must be the name of a family, or an object with its name; it is missing/],
        [
            'an unknown law',
            predictor({ kind: 'random', names: ['x'], law: { law: 'cauchy' } }),
            'predictors[0].law.law',
            /one of "normal", "uniform"/
        ],
        [
            'an unknown predictor',
            { ...good, predictors: [] },
            'fixed[1].term.name',
            /the name of a predictor, and the model has none; it is "x"/
        ],
        ['a predictor defined by itself', circle, 'predictors', /circle/],
        ['a negative variance', random({ covariance: [[-0.36]] }), 'random[0].covariance[0][0]', /greater than 0.*it is -0\.36/],
        [
            'a matrix of the wrong shape',
            random({ covariance: [[0.36, 0]] }),
            'random[0].covariance',
            /row and a column for each of the 1 effects/
        ],
        ['a matrix of too few rows', two, 'random[0].covariance', /each of the 2 effects; it has 1 rows/],
        ['an asymmetric matrix', random({ effects: ['b0', 'b1'], covariance: [[1, 0.2], [0.3, 1]] }), 'random[0].covariance', /must be symmetric; \[1\]\[0\] is 0\.3/], // prettier-ignore
        [
            'a random effect of no fixed one',
            random({ effects: ['b9'] }),
            'random[0].effects[0]',
            /the name of a fixed effect, and the model has .*; it is "b9"/
        ],
        ['a group in itself', random({ within: 'g' }), 'random', /nested in itself/],
        ['an unknown family', { ...good, family: 'weibull' }, 'family', /one of "gaussian"/],
        ['a family without its number', { ...good, family: 'gaussian' }, 'family', /\{ name: "gaussian", phi: … \}/],
        ['an unknown link', { ...good, family: { name: 'poisson', link: 'logit' } }, 'family.link', /must be one of "log"/],
        ['an unknown effect of a test', test({ contrasts: [{ coefficients: [{ effect: 'b7', coefficient: 1 }], value: 0 }] }), 'tests[0].contrasts[0].coefficients[0].effect', /it is "b7"/], // prettier-ignore
        ['a power of 90', test({ power: 90 }), 'tests[0].power', /between 0 and 1; it is 90/],
        ['an unknown effect of a derived quantity', { ...good, derived: [{ name: 'd', quantity: { op: 'effect', name: 'b7' } }] }, 'derived[0].quantity.name', /it is "b7"/], // prettier-ignore
        ['a prototype for a name', test({ contrasts: [{ coefficients: [{ effect: '__proto__', coefficient: 1 }], value: 0 }] }), 'tests[0].contrasts[0].coefficients[0].effect', /it is "__proto__"/], // prettier-ignore
        ['an inherited property', Object.create(good), 'family', /it is missing/],
        ['a getter that throws', throwing('design', good), 'design', /must be plain data; reading it throws an error/],
        ['a term with such a getter', { ...good, offset: throwing('op') }, 'offset', /must be plain data/],
        ['a proxy that throws', { ...good, random: [new Proxy({}, { ownKeys: () => { throw new Error('boom'); } })] }, 'random[0]', /plain data/], // prettier-ignore
        ['a list that throws', { ...good, fixed: new Proxy([1], { get: () => { throw new Error('boom'); } }) }, 'fixed', /plain data/], // prettier-ignore
        ['a revoked proxy', { ...good, family: closed.proxy }, 'family', /plain data/],
        ['an endless term', { ...good, offset: endless }, '', /nested too deeply|more than 1000000 values/]
    ])('%s', (_, model, path, message) => {
        const { reason } = analyze(model as ModelInput);
        expect(reason).toMatchObject({ code: 'invalid', path });
        expect((reason as { detail: string }).detail).toMatch(message);
        expect(answer(model as ModelInput).reason).toEqual(reason);
        expect(report(model as ModelInput)).toEqual({ text: null, reason });
    });

    it('an effect in the wrong block', () => {
        const misplaced = { ...good, fixed: [good.fixed[0], { ...slope, block: 'A' }] };
        expect(analyze(misplaced as ModelInput).reason).toEqual({ code: 'wrong-block', effect: 'b1' });
    });

    it('takes names that objects have of their own', () => {
        const named = JSON.parse(JSON.stringify({ ...good, ...test({ power: 0.8 }) }).replaceAll('"g"', '"__proto__"').replaceAll('"b1"', '"constructor"')) as ModelInput; // prettier-ignore
        const priced = { ...named, cost: { prices: [{ unit: '__proto__', price: 10 }, { unit: null, price: 1 }], budget: 5000 } }; // prettier-ignore
        const [plain, other] = [analyze(good as ModelInput), analyze(priced)];
        expect(other.parameters.map(({ standardError }) => standardError)).toEqual(
            plain.parameters.map(({ standardError }) => standardError)
        );
        const [best] = answer(priced).optimal;
        expect(Object.entries(best!.groups)).toEqual([['__proto__', expect.any(Number)]]);
    });
});

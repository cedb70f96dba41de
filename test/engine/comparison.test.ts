/** Two models side by side. */
import { expect, it } from 'vitest';
import { analyze, compare, type Analysis } from '../../src-engine/index.js';
import { openText } from '../open-text.js';

const model = (name: string, clinics: string, n: number, effect = 'b1'): string => `model ${name} {
    family poisson
    predictor x ~ Normal(0, 1)
    fixed A { b0: 1 = -0.5 }
    fixed B { ${effect}: x = 0.4 }
    random clinic { b0 sd 0.8 }
    design { clinic = ${clinics}, n = ${n} }
}`;

async function analyses(...texts: string[]): Promise<Analysis[]> {
    const { models } = await openText(texts.join('\n'));
    return models.map(({ spec }) => analyze(spec!));
}

it('twice the clinics have half the variances, and a model is worth what it is worth', async () => {
    const [one, two] = await analyses(model('one', '30', 10), model('two', '60', 10));
    for (const { efficiency } of compare(one, two).parameters) {
        for (const accuracy of ['leading', 'twoTerm', 'refined'] as const) {
            if (efficiency[accuracy] !== null) {
                expect(efficiency[accuracy]).toBeCloseTo(2, 12);
            }
        }
    }
    expect(compare(one, one).parameters.map(({ name, efficiency }) => [name, efficiency.leading])).toEqual([
        ['b0', 1],
        ['b1', 1],
        ['var(b0 | clinic)', 1]
    ]);
});

it('is the inverse of the other way round, and of the variances in the analyses', async () => {
    const [one, two] = await analyses(model('one', '30', 10), model('two', '20', 25));
    const back = compare(two, one).parameters;
    compare(one, two).parameters.forEach(({ name, efficiency, standardErrors, values }, i) => {
        const [a, b] = [one, two].map(({ parameters }) => parameters.find(parameter => parameter.name === name)!);
        expect(efficiency.refined! * back[i].efficiency.refined!).toBeCloseTo(1, 12);
        expect(efficiency.twoTerm).toBeCloseTo(a.twoTerm.asyVar! / b.twoTerm.asyVar!, 12);
        expect(standardErrors[1].refined! ** 2).toBeCloseTo(b.refined.asyVar!, 15);
        expect(values).toEqual([a.value, b.value]);
    });
});

it('has only what both have, and no number where one has none', async () => {
    const [one, two] = await analyses(model('one', '30', 10), model('two', '?', 10, 'other'));
    const { parameters } = compare(one, two);
    expect(parameters.map(({ name }) => name)).toEqual(['b0', 'var(b0 | clinic)']);
    expect(parameters[0].efficiency).toEqual({ leading: null, twoTerm: null, refined: null, exact: null });
    expect(parameters[0].standardErrors[0].leading).toBeGreaterThan(0);
});

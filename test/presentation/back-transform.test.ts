/** The mean response of an intercept and its interval, against the Fisher information of independent observations, by hand for each link. */
import { expect, test } from 'vitest';
import { elementHover } from '../../language/presentation/index.js';
import { firstModel, viewOfText } from './rendered-model.js';

const z = 1.959963984540054;

/** The line of the hover over the only effect of a model that begins with the mean. */
async function meanLine(family: string, intercept: number, n: number): Promise<string> {
    const model = await firstModel(`model m { family ${family} fixed B { b0: 1 = ${intercept} } design { n = ${n} } }`);
    const place = model.places.find(({ kind }) => kind === 'fixed')!;
    const text = elementHover(viewOfText(model), place, null);
    const found = /(?:Mean response|Probability) .*/.exec(text);
    expect(found, text).not.toBeNull();
    return found![0];
}

interface Case {
    family: string;
    intercept: number;
    mean: (eta: number) => number;
    /** The standard error of the intercept from one observation. */
    oneError: (eta: number) => number;
}

const cases: Case[] = [
    { family: 'poisson', intercept: 0.7, mean: Math.exp, oneError: eta => Math.exp(-eta / 2) },
    {
        family: 'bernoulli',
        intercept: -0.4,
        mean: eta => 1 / (1 + Math.exp(-eta)),
        oneError: eta => 2 * Math.cosh(eta / 2)
    },
    { family: 'gamma(phi = 0.8) link inverse', intercept: 0.5, mean: eta => 1 / eta, oneError: eta => eta * Math.sqrt(0.8) },
    {
        family: 'inverseGaussian(phi = 0.3) link inverseSquare',
        intercept: 0.6,
        mean: eta => eta ** -0.5,
        oneError: eta => Math.sqrt(4 * 0.3 * eta ** 1.5)
    }
];

test.each(cases)('$family: the ends of the interval in increasing order', async ({ family, intercept, mean, oneError }) => {
    const n = 100;
    const reach = (z * oneError(intercept)) / Math.sqrt(n);
    const ends = [mean(intercept - reach), mean(intercept + reach)].sort((a, b) => a - b);
    const [, value, lower, upper] = /= ([\d.]+), 95 % CI ([\d.]+) … ([\d.]+), where/
        .exec(await meanLine(family, intercept, n))!
        .map(Number);
    expect(value).toBeCloseTo(mean(intercept), 3);
    expect(lower).toBeCloseTo(ends[0]!, 2);
    expect(upper).toBeCloseTo(ends[1]!, 2);
});

test.each(cases.slice(2))(
    '$family: no interval where the lower end is outside the domain',
    async ({ family, intercept, mean, oneError }) => {
        expect(intercept - z * oneError(intercept)).toBeLessThan(0);
        const line = await meanLine(family, intercept, 1);
        expect(Number(/= ([\d.]+)/.exec(line)![1])).toBeCloseTo(mean(intercept), 3);
        expect(line).not.toContain('CI');
    }
);

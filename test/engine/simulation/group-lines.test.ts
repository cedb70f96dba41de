/** The lines of simulated groups equal the model's expectations for the drawn groups. */
import { describe, expect, it } from 'vitest';
import { isReason, groupLines, simulateData, type GroupLines, type ModelSpec } from '../../../src-engine/index.js';
import { openText } from '../../open-text.js';

async function specOf(text: string): Promise<ModelSpec> {
    const { models } = await openText(text);
    return models[0].spec!;
}

const linesOf = async (text: string, limits = {}): Promise<GroupLines> => {
    const lines = groupLines(await specOf(text), 7, limits);
    if (isReason(lines)) {
        throw new Error(lines.code);
    }
    return lines;
};

const slopes = `model slopes {
    family bernoulli
    predictor x ~ Normal(2, 1)
    predictor z ~ Uniform(0, 4)
    fixed A { b0: 1 = -0.5; b1: x = 0.4 }
    fixed B { b2: z = 0.3 }
    random clinic { b0 sd 0.8; b1 sd 0.5; correlation(b0, b1) = -0.2 }
    design { clinic = 10, n = 30 }
}`;

describe('a line is the expected response of its group', () => {
    it('along the predictor with a random slope, at the mean of the other', async () => {
        const lines = await linesOf(slopes);
        expect([lines.group, lines.predictor, lines.lines.length]).toEqual(['clinic', 'x', 10]);
        const { randomEffects: [effects], predictors } = simulateData(await specOf(slopes), 7); // prettier-ignore
        const z = predictors.find(({ name }) => name === 'z')!.values;
        const mean = z.reduce((sum, value) => sum + value, 0) / z.length;
        const probability = (x: number, u0: number, u1: number): number => 1 / (1 + Math.exp(0.5 - u0 - (0.4 + u1) * x - 0.3 * mean));
        lines.lines.forEach((line, unit) =>
            line.forEach((value, i) => expect(value).toBeCloseTo(probability(lines.at[i], effects[2 * unit], effects[2 * unit + 1]), 12))
        );
        lines.population.forEach((value, i) => expect(value).toBeCloseTo(probability(lines.at[i], 0, 0), 12));
        expect(lines.at[0]).toBeGreaterThan(-3);
        expect(lines.at.at(-1)).toBeLessThan(7);
    });

    it('with the arm that each group has', async () => {
        const lines = await linesOf(`model trial {
            family poisson
            predictor arm each 0, 1 per clinic
            predictor t each 0, 1, 2, 3
            fixed A { b0: 1 = 0; b1: arm = 2 }
            fixed B { b2: t = 0.1 }
            random clinic { b0 variance 0.0001 }
            design { clinic = 6, n = 8 }
        }`);
        expect(lines.predictor).toBe('t');
        // Without random effects to speak of there are two lines, e² apart.
        const starts = lines.lines.map(([first]) => Math.log(first)).sort((a, b) => a - b);
        starts.slice(0, 3).forEach(start => expect(start).toBeCloseTo(0, 1));
        starts.slice(3).forEach(start => expect(start).toBeCloseTo(2, 1));
    });
});

it('a model whose predictors are constant in its groups has points', async () => {
    const lines = await linesOf(`model points {
        family gaussian(phi = 1)
        predictor arm each 0, 1 per g
        fixed A { b0: 1 = 5; b1: arm = 1 }
        random g { b0 variance 1 }
        design { g = 30, n = 4 }
    }`);
    expect([lines.predictor, lines.at, lines.lines.length]).toEqual([null, [0], 24]);
    expect(lines.population[0]).toBeCloseTo(5.5, 12);
    expect(lines.observations.length).toBe(96);
});

it('of a large design a part is drawn', async () => {
    const lines = await linesOf(slopes.replace('clinic = 10, n = 30', 'clinic = 100000, n = 100000'), { units: 12, observations: 50 });
    expect(lines.lines.length).toBe(12);
    expect(lines.observations.length).toBeLessThanOrEqual(50);
    expect(new Set(lines.observations.map(({ unit }) => unit)).size).toBeGreaterThan(5);
});

it('there are none without random effects, or where a number is asked for', async () => {
    const without = 'model m { family poisson predictor x ~ Normal(0, 1) fixed B { b0: 1 = 0; b1: x = 0.2 } design { n = 50 } }';
    expect(groupLines(await specOf(without), 1)).toMatchObject({ code: 'invalid' });
    expect(groupLines(await specOf(slopes.replace('n = 30', 'n = ?')), 1)).toMatchObject({ code: 'unknown-value' });
});

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { analyze, type Analysis } from '../../src-engine/index.js';
import type { FamilyName, PredictorSpec } from '../../src-engine/spec/model-spec.js';
import { drawn, modelSpec, one, x } from './specs.js';

interface Case {
    family: FamilyName;
    A: string[];
    B: string[];
    X: string;
    beta: number[];
    Sigma: number[][];
    C_B: number[][];
}

const read = (file: string): { cases: Case[] } =>
    JSON.parse(readFileSync(new URL(`../reference/${file}`, import.meta.url), 'utf8')) as { cases: Case[] };

const designs: Record<string, PredictorSpec[]> = {
    'X1~N(0,1), X2~Bernoulli(0.4), independent': [
        drawn('X1', { law: 'normal', mean: 0, sd: 1 }),
        drawn('X2', { law: 'bernoulli', p: 0.4 })
    ],
    'X1~Uniform(-1,1), X2~N(0,1), independent': [
        drawn('X1', { law: 'uniform', min: -1, max: 1 }),
        drawn('X2', { law: 'normal', mean: 0, sd: 1 })
    ]
};

function constant(analysis: Analysis, name: string): number {
    const found = analysis.parameters.find(p => p.name === name);
    if (found?.leading.constant == null) {
        throw new Error(`${name}: ${JSON.stringify(found?.reason ?? analysis.reason)}`);
    }
    return found.leading.constant;
}

describe.each(['random-intercept.json', 'random-slopes.json'])('%s', file => {
    test.each(read(file).cases.map(c => [`${c.family}, ${c.X}, β = ${c.beta.join(' ')}, Σ = ${JSON.stringify(c.Sigma)}`, c] as const))(
        '%s',
        (_, c) => {
            const names = ['b0', 'b1', 'b2'];
            const effects = [...c.A, ...c.B].map((term, i): [string, ReturnType<typeof x>, number] => [
                names[i]!,
                term === '1' ? one : x(term),
                c.beta[i]!
            ]);
            const spec = modelSpec({
                family: c.family,
                predictors: designs[c.X]!,
                a: effects.slice(0, c.A.length),
                b: effects.slice(c.A.length),
                sigma: c.Sigma
            });
            const analysis = analyze(spec);
            c.Sigma.forEach((row, i) => {
                expect(constant(analysis, names[i]!)).toBe(row[i]);
            });
            c.C_B.forEach((row, i) => {
                const name = names[c.A.length + i]!;
                expect(Math.abs(constant(analysis, name) / row[i]! - 1)).toBeLessThan(1e-10);
                row.forEach((value, j) => {
                    const at = analysis.covariance.leading![c.A.length + i]![c.A.length + j]! * 1000;
                    expect(Math.abs(at - value)).toBeLessThan(1e-10 * Math.sqrt(c.C_B[i]![i]! * c.C_B[j]![j]!));
                });
            });
            for (const { error } of analysis.integrals) {
                expect(error).toBeLessThanOrEqual(1e-10);
            }
        }
    );
});

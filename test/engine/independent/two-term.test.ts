import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { analyze, type Analysis, type ParameterAnalysis } from '../../../src-engine/index.js';
import type { ModelSpec, Quantity } from '../../../src-engine/spec/model-spec.js';

type References = (number | null)[][];
interface Case {
    name: string;
    spec: ModelSpec;
    /** The names of the rows of all matrices. */
    parameters: string[];
    /** m times the covariance of fixed effects and the components of Σ; null where an entry is infinite. */
    twoTerm: References;
    /** m times the covariance of the fixed effects; null where the refined information is indefinite. */
    refined: number[][] | null;
    /** How far two levels of the reference's quadrature differ, relative to the standard deviations. */
    agreement: number;
}
interface Simulated {
    name: string;
    spec: ModelSpec;
    covariance: number[][];
    standardErrors: number[][];
}

const read = <T>(file: string): T[] => (JSON.parse(readFileSync(new URL(file, import.meta.url), 'utf8')) as { cases: T[] }).cases;
const cases = read<Case>('two-term.json');

const groups = (spec: ModelSpec): number => spec.design.counts[0]?.count ?? 1;
/** Also where models with three random effects are given fewer digits for the sake of speed. */
const tenDigits = { exact: 'none', accuracy: 1e-10 } as const;

const parameter = (analysis: Analysis, name: string): ParameterAnalysis => analysis.parameters.find(p => p.name === name)!;

/** A number against its reference, relative to the standard deviations; its certified error must cover the difference. */
function compare(value: number | null | undefined, certified: number, reference: number, scale: number, tolerance: number): void {
    expect(value ?? null).not.toBeNull();
    const difference = Math.abs(value! - reference);
    expect(difference / scale).toBeLessThanOrEqual(tolerance);
    expect(difference).toBeLessThanOrEqual(certified + 1e-12 * scale + tolerance * 1e-2 * scale);
}

/** The sum of two parameters as a derived quantity: its variance tells their covariance. */
function quantityOf(name: string): Quantity {
    const component = /^(var|cov)\((\w+)(?:, (\w+))? \| (\w+)\)$/.exec(name);
    return component
        ? { op: 'covariance', effects: [component[2]!, component[3] ?? component[2]!], group: component[4]! }
        : { op: 'effect', name };
}
const sums = (names: string[]): [number, number][] => names.flatMap((_, i) => names.slice(0, i).map((_, j): [number, number] => [j, i]));

test('there are many cases, computed to nine digits and more', () => {
    expect(cases.length).toBeGreaterThanOrEqual(130);
    for (const { agreement } of cases) {
        expect(agreement).toBeLessThan(2e-10);
    }
});

describe('two terms are those of brute-force quadrature', () => {
    test.each(cases.map(c => [c.name, c] as const))('%s', (_, { spec, parameters, twoTerm, agreement }) => {
        const pairs = sums(parameters);
        const derived = pairs.map(([i, j], k) => ({
            name: `sum${k}`,
            quantity: { op: '+', left: quantityOf(parameters[i]!), right: quantityOf(parameters[j]!) } as Quantity,
            text: ''
        }));
        const analysis = analyze({ ...spec, derived }, tenDigits);
        const m = groups(spec);
        const tolerance = Math.max(1e-8, 2 * agreement);
        parameters.forEach((name, i) => {
            const { twoTerm: found } = parameter(analysis, name);
            const reference = twoTerm[i]![i]!;
            if (reference === null) {
                expect(found.asyVar).toBeNull();
            }
            if (found.asyVar === null) {
                // Where the variance of another effect is infinite this one may be withheld, with a reason.
                expect(twoTerm.flat()).toContain(null);
                expect(found.reason).not.toBeNull();
            } else {
                compare(found.asyVar, found.error!, reference! / m, reference! / m, tolerance);
            }
        });
        if (twoTerm.flat().includes(null)) {
            return;
        }
        pairs.forEach(([i, j], k) => {
            const separate = (twoTerm[i]![i]! + twoTerm[j]![j]!) / m;
            const { twoTerm: found } = parameter(analysis, `sum${k}`);
            compare(found.asyVar, found.error!, separate + (2 * twoTerm[i]![j]!) / m, separate, tolerance);
        });
        const fixed = spec.fixed.length;
        for (let i = 0; i < fixed; i++) {
            for (let j = 0; j < fixed; j++) {
                const scale = Math.sqrt(twoTerm[i]![i]! * twoTerm[j]![j]!) / m;
                compare(analysis.covariance.twoTerm?.[i]?.[j], tolerance * scale, twoTerm[i]![j]! / m, scale, tolerance);
            }
        }
    });
});

describe('the refined form is that of brute-force quadrature', () => {
    /** The form exists, but the spread of a group's own information is more than a quarter of it: the engine refuses the number. */
    const unreliable = new Set(['poisson, log: variance 1, n 2', 'poisson, log: law of n, slope']);

    test.each(cases.map(c => [c.name, c] as const))('%s', (title, { spec, refined: reference, agreement }) => {
        const refined = unreliable.has(title) ? null : reference;
        const analysis = analyze(spec, tenDigits);
        const m = groups(spec);
        const tolerance = Math.max(1e-8, 2 * agreement);
        spec.fixed.forEach(({ name }, i) => {
            const { refined: found } = parameter(analysis, name);
            if (!refined) {
                // The spread of a group's own information outweighs the information itself.
                expect(found.asyVar).toBeNull();
                expect(found.reason).not.toBeNull();
                return;
            }
            compare(found.asyVar, found.error!, refined[i]![i]! / m, refined[i]![i]! / m, tolerance);
            refined[i]!.forEach((entry, j) => {
                const scale = Math.sqrt(refined[i]![i]! * refined[j]![j]!) / m;
                compare(analysis.covariance.refined?.[i]?.[j], tolerance * scale, entry / m, scale, tolerance);
            });
        });
    });
});

describe('the refined form is close to the exact information, by simulation of groups', () => {
    const simulated = read<Simulated>('exact-simulated.json');

    test.each(simulated.map(c => [c.name, c] as const))('%s', (_, { spec, covariance, standardErrors }) => {
        const analysis = analyze(spec, tenDigits);
        const m = groups(spec);
        spec.fixed.forEach(({ name }, i) => {
            const exact = covariance[i]![i]! / m;
            const monteCarlo = standardErrors[i]![i]! / m;
            const { refined } = parameter(analysis, name);
            expect(monteCarlo / exact).toBeLessThan(0.01);
            // Usually a little below: by less than 5 % where a group has 10 observations for each random effect.
            const allowed = 10 * spec.random[0]!.effects.length <= (spec.design.n as { n: number }).n ? 0.05 : 0.08;
            expect(Math.abs(refined.asyVar! - exact)).toBeLessThanOrEqual(allowed * exact + 3 * monteCarlo);
        });
    });
});

describe('the exact information is that of groups simulated by another program', () => {
    // With its dispersion estimated the gamma model has one parameter more than the reference.
    const simulated = read<Simulated>('exact-simulated.json').filter(c => c.spec.family.name !== 'gamma');

    test.each(simulated.map(c => [c.name, c] as const))('%s', (_, { spec, covariance, standardErrors }) => {
        const analysis = analyze(spec, { exact: 'simulate', seed: 11 });
        spec.fixed.forEach(({ name }, i) => {
            const { exact } = parameter(analysis, name);
            const error = Math.hypot(exact.error!, standardErrors[i]![i]! / groups(spec));
            expect(Math.abs(exact.asyVar! - covariance[i]![i]! / groups(spec))).toBeLessThan(4 * error);
            expect(error / exact.asyVar!).toBeLessThan(0.015);
        });
    });
});

/** A model with its numbers, and the numbers of the same model with other sizes: to check statements against. */
import { isLinear } from '../../src-engine/family/families.js';
import { expect } from 'vitest';
import type { LoweredModel } from '../../language/index.js';
import { parameterAtAnswer } from '../../language/presentation/model-view.js';
import { answeredSpec, type ModelView } from '../../language/presentation/index.js';
import { analyze, answer, KeptInformation, VarianceStore } from '../../src-engine/index.js';
import type { Analysis, ParameterAnalysis } from '../../src-engine/result/analysis.js';
import type { DesignAnswers, PrecisionAnswer, Required, TestAnswer } from '../../src-engine/result/design-answers.js';
import type { Accuracy, ModelSpec } from '../../src-engine/spec/model-spec.js';
import type { Statement } from './printed.js';

export class Study {
    readonly spec: ModelSpec;
    readonly analysis: Analysis;
    readonly answers: DesignAnswers;
    private readonly analyses = { closed: new Map<string, Analysis>(), none: new Map<string, Analysis>() };
    private readonly answered = new Map<string, DesignAnswers>();
    private readonly keptInformation = new KeptInformation();

    constructor(
        readonly model: LoweredModel,
        readonly view: ModelView
    ) {
        this.spec = view.spec;
        this.analysis = view.analysis!;
        this.answers = view.answers!;
    }

    parameter(name: string): ParameterAnalysis {
        return this.analysis.parameters.find(parameter => parameter.name === name) ?? expect.fail(`no parameter ${name}`);
    }

    /** The parameter as lenses and hovers show it: at the answer to a `?` where there is one. */
    shown(name: string): ParameterAnalysis {
        return parameterAtAnswer(this.view, name) ?? this.parameter(name);
    }

    /** The test that a statement is about; of a whole model the only one that `isMeant`. */
    test({ index }: Statement['of'], isMeant: (test: TestAnswer, index: number) => boolean = () => true): TestAnswer {
        const own = index === null ? this.answers.tests.find(isMeant) : this.answers.tests[index];
        return own ?? expect.fail('no such test');
    }

    precision({ index }: Statement['of']): PrecisionAnswer {
        return this.answers.precisions[index ?? 0] ?? expect.fail('no such precision');
    }

    /** With answers in place of `?`. */
    design(): ModelSpec {
        return answeredSpec(this.spec, this.answers)?.spec ?? this.spec;
    }

    /** With the answer to one goal in place of `?`, whose number an earlier goal may answer otherwise. */
    designOf({ quantity, kind, using, value }: Required): ModelSpec {
        const answered = value[using!]!;
        return kind === 'effect'
            ? { ...this.spec, fixed: this.spec.fixed.map(effect => (effect.name === quantity ? { ...effect, value: answered } : effect)) }
            : withSize(this.design(), quantity, () => answered);
    }

    analysisOf(spec: ModelSpec, exact: 'closed' | 'none' = 'closed'): Analysis {
        return cached(this.analyses[exact], spec, () =>
            analyze({ ...spec, tests: [], precisions: [], cost: null }, { exact }, this.keptInformation)
        );
    }

    answersOf(spec: ModelSpec): DesignAnswers {
        const { keptInformation } = this;
        const variances = new VarianceStore({ shouldStop: () => false, exact: 'closed', seed: 1, keptInformation });
        return cached(this.answered, spec, () =>
            answer(spec, { variances, around: false, allocation: false, sideBySide: isLinear(spec.family) || spec.random.length < 2 })
        );
    }

    /** The variance of a parameter at sizes, in an accuracy. Those of variance components take means over studies, which nobody waits for beside a fixed effect. */
    variance(spec: ModelSpec, parameter: string, accuracy: Accuracy): number | null {
        const isAlone = accuracy !== 'exact' && spec.fixed.some(({ name }) => name === parameter);
        return (
            this.analysisOf(spec, isAlone ? 'none' : 'closed').parameters.find(({ name }) => name === parameter)?.[accuracy].asyVar ?? null
        );
    }
}

function cached<T>(known: Map<string, T>, spec: ModelSpec, compute: () => T): T {
    const key = JSON.stringify(spec);
    const value = known.get(key) ?? compute();
    known.set(key, value);
    return value;
}

/** The spec with a size times a factor, or with another one. */
export function withSize(spec: ModelSpec, quantity: string, change: (size: number) => number): ModelSpec {
    const { design } = spec;
    if (quantity === 'n') {
        return design.n?.kind === 'fixed'
            ? { ...spec, design: { ...design, n: { kind: 'fixed', n: change(design.n.n) } } }
            : expect.fail('no n');
    }
    const counts = design.counts.map(({ group, count }) => ({
        group,
        count: group === quantity && count !== null ? change(count) : count
    }));
    return { ...spec, design: { ...design, counts } };
}

const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹⁻';

/** `−1.46`, `4.878 × 10⁻⁵`, `24,960`, with the unit of the last digit. */
export function printedNumber(text: string): { value: number; unit: number } {
    const [mantissa = '', power = ''] = text.replace(/,(?=\d{3})/g, '').split(' × 10');
    const exponent = Number([...power].map(character => '0123456789-'[superscripts.indexOf(character)]).join('') || '0');
    const decimals = mantissa.split('.')[1]?.length ?? 0;
    return { value: Number(`${mantissa.replace('−', '-')}e${exponent}`), unit: 10 ** (exponent - decimals) };
}

/** The text is the value, to the digits that it prints. */
export function expectPrinted(text: string, value: number | null | undefined): void {
    if (text.startsWith('≈ ')) {
        // No digit is certain.
        const { value: shown } = printedNumber(text.slice(2));
        expect(Math.abs(Math.log10(shown / (value ?? NaN))), `${text} for ${value}`).toBeLessThan(0.31);
        return;
    }
    const { value: shown, unit } = printedNumber(text);
    expect(Math.abs(shown - (value ?? NaN)), `${text} for ${value}`).toBeLessThanOrEqual(0.5 * unit + 1e-9 * Math.abs(shown));
}

/** Powers are rounded down. */
export function expectPower(text: string, power: number | null | undefined): void {
    const value = power ?? NaN;
    if (text === '< 0.001') {
        expect(value).toBeLessThan(0.001);
    } else if (text === '> 0.999') {
        expect(value).toBeGreaterThan(0.999);
    } else {
        expect(value, text).toBeGreaterThanOrEqual(Number(text) - 1e-9);
        expect(value, text).toBeLessThan(Number(text) + 0.001);
    }
}

const names: Record<string, Accuracy> = {
    'leading term': 'leading',
    leading: 'leading',
    'two terms': 'twoTerm',
    refined: 'refined',
    exact: 'exact'
};

/** Whether the words after `exact` are right is checked for every statement. */
export const accuracyNamed = (name: string): Accuracy =>
    names[name.replace(/ for many (?:groups|observations)$/, '')] ?? expect.fail(`no accuracy ${name}`);

/** Designs that people plan, whose headline was once a number that misleads. Each file's comment says how its right value is known. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { elementHover, fixedEffectLens, freshView, testLens, type ModelView } from '../../language/presentation/index.js';
import { analyze, answer, examine, type Analysis, type DesignAnswers, type ModelSpec } from '../../src-engine/index.js';
import { openText } from '../open-text.js';

const textOf = (name: string): string => readFileSync(new URL(`${name}.glmm`, import.meta.url), 'utf8');

interface Planned {
    spec: ModelSpec;
    analysis: Analysis;
    answers: DesignAnswers;
    view: ModelView;
    hover: (kind: string, name: string) => string;
}

async function planned(text: string): Promise<Planned> {
    const [model] = (await openText(text)).models;
    const spec = model.spec!;
    const analysis = analyze(spec, { exact: 'quick' });
    const answers = answer(spec, { exact: 'quick', around: false, allocation: false });
    const view = freshView({ spec, analysis, answers, examination: examine(spec) });
    const hover = (kind: string, name: string): string =>
        elementHover(
            view,
            model.places.find(place => place.kind === kind && place.name === name)!,
            null
        );
    return { spec, analysis, answers, view, hover };
}

const inUse = ({ analysis }: Planned, name: string) => {
    const parameter = analysis.parameters.find(one => one.name === name)!;
    return { using: parameter.using, variance: parameter.standardError! ** 2 };
};

/** The answer in use of the only goal. */
function needed({ answers }: Planned): number | null {
    const required = answers.tests[0]?.required ?? answers.precisions[0].required;
    return required.using && required.value[required.using];
}

function powerInUse({ answers: { tests } }: Planned): number {
    const [{ using, power }] = tests;
    return power[using!]!;
}

describe('crossed subjects and items with yes/no answers', () => {
    it('are not answered by a leading term', async () => {
        const found = await planned(textOf('01-crossed-logistic-items'));
        const { using, variance } = inUse(found, 'e');
        expect(using).not.toBe('leading');
        expect(Math.abs(Math.sqrt(variance) / 0.237 - 1)).toBeLessThan(0.03);
        expect(Math.abs(powerInUse(found) - 0.565)).toBeLessThan(0.02);
        expect(Math.abs(needed(found)! - 67)).toBeLessThanOrEqual(6);
    }, 60_000);
});

describe('a refined variance that is uncertain', () => {
    it('is not replaced by two terms', async () => {
        const found = await planned(textOf('06-withheld-refined'));
        const { using, variance } = inUse(found, 'b1');
        expect(['refined', 'exact']).toContain(using);
        expect(Math.abs(variance / 0.012272 - 1)).toBeLessThan(0.02);
        expect(Math.abs(powerInUse(found) - 0.617)).toBeLessThan(0.008);
        expect(Math.abs(needed(found)! - 47)).toBeLessThanOrEqual(1);
    }, 60_000);
});

describe('small groups with a cloglog link', () => {
    it('have the exact variance in front, whatever the accuracy in a larger one', async () => {
        const found = await planned(textOf('07-cloglog-small-groups'));
        const { using, variance } = inUse(found, 'e');
        expect(using).toBe('exact');
        expect(variance).toBeCloseTo(0.0838469, 6);
        expect(powerInUse(found)).toBeCloseTo(0.789, 2);
        expect(fixedEffectLens(found.view, 'e')).toMatch(/^SE 0\.290 .* · exact for many groups · probability /);
    });

    it('keep the accuracy that the file asks for', async () => {
        const text = textOf('07-cloglog-small-groups').replace('test e = 0', 'test e = 0\n  using refined');
        const { using, variance } = inUse(await planned(text), 'e');
        expect(using).toBe('refined');
        expect(variance).toBeCloseTo(0.0599, 3);
    });
});

describe("the variance of a random effect's variance", () => {
    it('asks for fewer groups the more data a group has', async () => {
        const text = textOf('08-variance-component');
        const at = async (n: number) => planned(text.replace('n = 9 }', `n = ${n} }`));
        const [nine, twelve] = [await at(9), await at(12)];
        expect([nine, twelve].map(({ answers }) => answers.precisions[0].required.using)).toEqual(['exact', 'exact']);
        expect([needed(nine), needed(twelve)]).toEqual([137, 94]);
    }, 60_000);
});

describe('a random slope in small groups', () => {
    const text = textOf('11-only-more-patients');
    const exact: [number, number][] = [[4, 446], [8, 236], [16, 134]]; // prettier-ignore

    it.each(exact)(
        'n = %i takes %i patients',
        async (n, patients) => {
            const found = await planned(text.replace('n = 4 }', `n = ${n} }`));
            expect(Math.abs(needed(found)! / patients - 1)).toBeLessThan(0.02);
        },
        60_000
    );

    it('says how much more visits help, too', async () => {
        const { hover } = await planned(text);
        const said = /More observations per patient can remove at most (\d+) % of it/.exec(hover('fixed', 'b3'));
        // From 446 patients with 4 visits to 74 with 40: at least 83 %, at most all but the leading term's 32 of 446.
        expect(Number(said?.[1])).toBeGreaterThanOrEqual(83);
        expect(Number(said?.[1])).toBeLessThanOrEqual(94);
        expect(hover('fixed', 'b3')).not.toMatch(/only more/i);
    });
});

describe('an incomplete design', () => {
    const clinics = textOf('10-design-missing');
    const complete: [number, number][] = [[10, 92], [20, 58], [40, 42]]; // prettier-ignore

    it.each(complete)('with n = %i would take %i clinics', async (n, size) => {
        const found = await planned(clinics.replace('test effect', `design { clinic = ?, n = ${n} } test effect`));
        expect(Math.abs(needed(found)! - size)).toBeLessThanOrEqual(2);
    });

    const levels = clinics
        .replace('per clinic', 'per ward')
        .replace('random clinic { beta0 icc 0.05 }', 'random clinic { beta0 sd 0.3 } random ward in clinic { beta0 sd 0.2 }');
    const crossed = clinics.replace('random clinic { beta0 icc 0.05 }', 'random clinic { beta0 sd 0.3 } random rater { beta0 sd 0.2 }');
    const withDesign = (text: string, design: string) => text.replace('test effect', `design { ${design} } test effect`);
    it.each([
        ['no design', clinics, 'n'],
        ['no n', withDesign(clinics, 'clinic = 20'), 'n'],
        ['no n beside a `?`', withDesign(clinics, 'clinic = ?'), 'n'],
        ['no n with two levels', withDesign(levels, 'clinic = 20, ward = 2'), 'n'],
        ['no inner count', withDesign(levels, 'clinic = ?, n = 10'), 'ward'],
        ['no n with crossed groups', withDesign(crossed, 'clinic = 20, rater = 10'), 'n'],
        ['no second count of crossed groups', withDesign(crossed, 'clinic = ?, n = 1'), 'rater'],
        ['no n, with leading terms', `${withDesign(clinics, 'clinic = 20').trimEnd().slice(0, -1)} using leading }`, 'n']
    ])('promises no size: %s', async (_, text, missing) => {
        const found = await planned(text);
        const [{ power, required }] = found.answers.tests;
        expect(Object.values(power)).toEqual([null, null, null, null]);
        expect(Object.values(required!.value)).toEqual([null, null, null, null]);
        expect(required!.curve).toEqual([]);
        expect(testLens(found.view, 0)).toMatch(new RegExp(`${missing} has no number`));
        expect(testLens(found.view, 0)).not.toMatch(/\d+ clinics/);
    });
});

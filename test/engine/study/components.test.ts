/** Variance components by the general code against dense matrices; `components_reference.py` makes the values. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parameterIndex } from '../../../src-engine/structure/structure-result.js';
import { refinedComponents } from '../../../src-engine/study/refined-study.js';
import { specOfStudy, studyOptions } from './studies.js';

interface Case {
    name: string;
    text: string;
    /** [variance, standard error] of each parameter; exact for Gaussian models. */
    variances: Record<string, [number, number]>;
}

const cases = JSON.parse(readFileSync(new URL('components.json', import.meta.url), 'utf8')) as Case[];
const isExact = ({ variances }: Case): boolean => Object.values(variances).every(([, error]) => error === 0);

test('there are exact and simulated cases', () => {
    expect(cases.filter(isExact).length).toBeGreaterThanOrEqual(8);
    expect(cases.filter(one => !isExact(one)).length).toBeGreaterThanOrEqual(7);
});

async function compare({ text, variances }: Case, use: (found: number, stated: number, reference: [number, number], name: string) => void) {
    const spec = await specOfStudy(text);
    const { components } = parameterIndex(spec);
    const names = [
        ...spec.fixed.map(({ name }) => name),
        ...components.flatMap(({ parameters }) => parameters.map(({ name }) => name)),
        'phi'
    ];
    const { members, covariance, errors } = refinedComponents(spec, studyOptions);
    expect(members.map(member => names[member]).toSorted()).toEqual(Object.keys(variances).toSorted());
    members.forEach((member, i) => use(covariance[i]![i]!, errors[i]!, variances[names[member]!]!, names[member]!));
}

describe('Gaussian: ½ tr(V⁻¹V_aV⁻¹V_b)', () => {
    test.each(cases.filter(isExact))('$name', one =>
        compare(one, (found, _, [variance], name) => expect(Math.abs(found / variance - 1), name).toBeLessThan(1e-9))
    );
});

describe('the shrunk mode', () => {
    test.each(cases.filter(one => !isExact(one)))('$name', one =>
        compare(one, (found, stated, [variance, error], name) => {
            expect(Math.abs(found - variance), name).toBeLessThan(Math.max(0.02 * variance, 4 * error));
            expect(Math.abs(found - variance), name).toBeLessThan(stated + 3 * error + 2e-3 * variance);
        })
    );
});

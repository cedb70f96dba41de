import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { analyze, answer } from '../../src-engine/index.js';
import type { Analysis } from '../../src-engine/result/analysis.js';
import { specOf } from '../field/opened.js';

/** Maximum likelihood in simulated studies, made by uneven_groups.py. */
interface Simulated {
    family: string;
    groups: number;
    n: number;
    b0: number;
    e: number;
    sd: number;
    level: 'within' | 'between';
    variance: number;
    error: number;
}

const simulated = JSON.parse(readFileSync(new URL('uneven-groups.json', import.meta.url), 'utf8')) as Simulated[];

const families: Record<string, string> = {
    gaussian: 'gaussian(phi = 1) link log',
    inverseGaussian: 'inverseGaussian(phi = 0.5) link log'
};

function text({ family, groups, n, b0, e, sd, level }: Omit<Simulated, 'variance' | 'error'>): string {
    const [ofUnits, within] = level === 'between' ? ['; e: x = ' + e, ''] : ['', `fixed B { e: x = ${e} }`];
    return `model m {
        family ${families[family] ?? family}
        predictor x each 0, 1 ${level === 'between' ? 'per g' : ''}
        fixed A { b0: 1 = ${b0}${ofUnits} }
        ${within}
        random g { b0 sd ${sd} }
        design { g = ${groups}, n = ${n} }
    }`;
}

const analyzed = async (design: Parameters<typeof text>[0]): Promise<Analysis> => analyze(await specOf(text(design)), { exact: 'none' });

describe('effects that a few groups say most about', () => {
    it.each(simulated)('$family, $groups groups of $n, sd $sd, $level: as simulated', async design => {
        const { unevenGroups, parameters } = await analyzed(design);
        const told = parameters.find(({ name }) => name === 'e')!.refined.asyVar!;
        const ratio = design.variance / told;
        const error = design.error / told;
        if (unevenGroups === null) {
            // Without a warning no variance is far above the one that is told.
            expect(ratio).toBeLessThan(1.22 + 3 * error);
        } else {
            expect(unevenGroups).toMatchObject({ effect: 'e', group: 'g', units: design.groups });
            expect(Math.abs(ratio - 1 - unevenGroups.excess)).toBeLessThan(0.35 * unevenGroups.excess + 3 * error);
        }
    });

    it('warns where it should, and says nothing of the others', async () => {
        const warned = await Promise.all(simulated.map(async design => (await analyzed(design)).unevenGroups !== null));
        expect(warned).toEqual([true, true, false, false, false, true, true, true, false]);
    });

    it('tells a number of groups that is enough: E(1/Σw)/(1/(m Ew)) of lognormal weights is then near 1.1', async () => {
        const { unevenGroups } = await analyzed({ family: 'poisson', groups: 18, n: 10, b0: 0, e: 0.4, sd: 2, level: 'within' });
        // 1.134 at 200, 1.077 at 400, from 20,000 samples each.
        expect(unevenGroups!.enough).toBeGreaterThan(200);
        expect(unevenGroups!.enough).toBeLessThan(450);
    });

    it('tells the same number whatever the number of groups is', async () => {
        const found = await Promise.all(
            [12, 18, 30].map(groups => analyzed({ family: 'poisson', groups, n: 10, b0: 0, e: 0.4, sd: 2, level: 'within' }))
        );
        expect(new Set(found.map(({ unevenGroups }) => unevenGroups!.enough)).size).toBe(1);
    });

    it('finds it in nested and crossed groups, and leaves linear models alone', async () => {
        const model = (family: string, random: string, design: string): string =>
            `model m { family ${family} predictor x each 0, 1 fixed A { b0: 1 = 0 } fixed B { e: x = 0.4 } ${random} design { ${design} } }`;
        const found = async (...parts: Parameters<typeof model>) => analyze(await specOf(model(...parts)), { exact: 'none' }).unevenGroups;
        // Of sums of lognormal weights: 0.79 and 0.98 larger.
        const nested = await found('poisson', 'random s { b0 sd 1.5 } random c in s { b0 sd 1 }', 's = 8, c = 5, n = 2');
        expect(nested).toMatchObject({ effect: 'e', group: 's', units: 8 });
        expect(nested!.excess).toBeGreaterThan(0.5);
        const crossed = await found('poisson', 'random s { b0 sd 1.5 } random c { b0 sd 1 }', 's = 10, c = 5, n = 2');
        expect(crossed).toMatchObject({ effect: 'e', group: null, enough: null });
        expect(crossed!.excess).toBeGreaterThan(0.3);
        expect(await found('gaussian(phi = 1)', 'random s { b0 sd 3 }', 's = 4, n = 10')).toBeNull();
    });

    it('tells it at the answer to a ?', async () => {
        const spec = await specOf(
            'model m { family poisson predictor x each 0, 1 fixed A { b0: 1 = 0 } fixed B { e: x = 0.2 } random g { b0 sd 2 } design { g = ?, n = 10 } test e = 0 power 0.8 }'
        );
        const { unevenGroups, tests } = answer(spec);
        expect(unevenGroups).toMatchObject({ effect: 'e', units: tests[0]!.required!.value.refined });
    });
});

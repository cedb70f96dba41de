/** Degrees of freedom of treatments in blocks: Kenward and Roger's from R (degrees-of-freedom.R) for the same balanced designs. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { answer } from '../../src-engine/index.js';
import { fieldText, specOf } from './opened.js';

interface Row {
    design: string;
    effect: string;
    df: number;
}

const rows = JSON.parse(readFileSync(new URL('degrees-of-freedom.json', import.meta.url), 'utf8')) as Row[];

interface Sketch {
    predictors: string;
    /** By the effect's name in R. */
    effects: Record<string, string>;
    random: string;
    design: string;
}

const classes = 'random s { b0 variance 1 } random c in s { b0 variance 1 }';

const sketches: Record<string, Sketch> = {
    blocks: {
        predictors: 'predictor a each 0, 1 per c; predictor u each 0, 1',
        effects: { arm: 'a', t: 'u' },
        random: classes,
        design: 's = 5, c = 2, n = 6'
    },
    'four classes': { predictors: 'predictor a each 0, 1 per c', effects: { arm: 'a' }, random: classes, design: 's = 8, c = 4, n = 4' },
    'three arms': {
        predictors: 'predictor a each 0, 1, 2 per c',
        effects: { two: 'a == 1', three: 'a == 2' },
        random: classes,
        design: 's = 6, c = 3, n = 4'
    },
    'split plot': {
        predictors: 'predictor a each 0, 1 per c; predictor zz each 0, 1 per s',
        effects: { z: 'zz', arm: 'a', 'z:arm': 'zz * a' },
        random: classes,
        design: 's = 10, c = 2, n = 4'
    },
    'arm per school': { predictors: 'predictor zz each 0, 1 per s', effects: { z: 'zz' }, random: classes, design: 's = 10, c = 2, n = 4' },
    'slopes of the arm': {
        predictors: 'predictor a each 0, 1 per c',
        effects: { arm: 'a' },
        random: 'random s { b0 variance 1; EFFECT0 variance 2.25 } random c in s { b0 variance 1 }',
        design: 's = 10, c = 2, n = 4'
    },
    'three levels': {
        predictors: 'predictor a each 0, 1 per p; predictor zz each 0, 1 per c',
        effects: { arm: 'a', z: 'zz' },
        random: `${classes} random p in c { b0 variance 1 }`,
        design: 's = 6, c = 2, p = 2, n = 3'
    },
    slopes: {
        predictors: 'predictor a each 0, 1 per s; predictor u each -1, 0, 1',
        effects: { x: 'u', arm: 'a', 'arm:x': 'a * u', w: 'u ^ 2' },
        random: 'random s { b0 variance 1; EFFECT0 variance 1 }',
        design: 's = 12, n = 6'
    },
    'difference in differences': {
        predictors: 'predictor a each 0, 1 per s; predictor post each 0, 1 per c',
        effects: { arm: 'a', p: 'post', 'arm:p': 'a * post' },
        random: classes,
        design: 's = 14, c = 2, n = 4'
    },
    crossed: {
        predictors: 'predictor zz each 0, 1 per h; predictor u each 0, 1',
        effects: { z: 'zz', t: 'u' },
        random: 'random g { b0 variance 1 } random h { b0 variance 1 }',
        design: 'g = 12, h = 8, n = 2'
    }
};

async function dfOf({ predictors, effects, random, design }: Sketch, effect: string): Promise<number | null> {
    const names = ['(Intercept)', ...Object.keys(effects)];
    const within = new Set(['t', 'w']);
    const fixed = Object.entries(effects).map(([name, term], i) => `fixed ${within.has(name) ? 'B' : 'A'} { e${i}: ${term} = 0.4 }`);
    const tested = effect === '(Intercept)' ? 'b0' : `e${names.indexOf(effect) - 1}`;
    const spec = await specOf(`model m {
        family gaussian(phi = 1)
        ${predictors}
        fixed A { b0: 1 = 0 }
        ${fixed.join(' ')}
        ${random.replace('EFFECT', 'e')}
        design { ${design} }
        test ${tested} = 0 reference t
    }`);
    return answer(spec, { exact: 'none', allocation: false }).tests[0].df;
}

/**
 * The rule counts an effect that is constant in schools with the schools. With an interaction it is the difference within one arm of classes, to which the
 * classes contribute, too: the rule is the cautious side there.
 */
const cautious = new Set(['split plot/(Intercept)', 'split plot/z', 'difference in differences/arm']);

it('the rows concern every design', () => {
    expect([...new Set(rows.map(({ design }) => design))].sort()).toEqual(Object.keys(sketches).sort());
});

describe('the rule equals Kenward and Roger where these do not depend on the variances', () => {
    it.each(rows.map(row => [`${row.design}/${row.effect}`, row] as const))('%s', async (name, { design, effect, df }) => {
        const found = await dfOf(sketches[design], effect);
        if (cautious.has(name)) {
            expect(found).toBeLessThan(df);
        } else {
            expect(found).toBeCloseTo(df, 3);
        }
    });
});

describe('two classes in each of five schools, one of them treated', () => {
    const text = fieldText('02-degrees-of-freedom-blocks.glmm');

    it('is a paired t test', async () => {
        const [test] = answer(await specOf(text), { allocation: false }).tests;
        expect(test.df).toBe(4);
        expect(test.power.refined).toBeCloseTo(0.53, 3);
    });

    it('needs eight schools for a power of 0.8', async () => {
        const asked = text.replace('school = 5', 'school = ?').replace('reference t', 'reference t power 0.80');
        expect(answer(await specOf(asked), { allocation: false }).tests[0].required?.value.refined).toBe(8);
    });
});

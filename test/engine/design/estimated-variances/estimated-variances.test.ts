/**
 * Satterthwaite's degrees of freedom and Kenward and Roger's test at true variances: values of R (designs.R, with pbkrtest and lmerTest) for the same designs, and closed
 * forms.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { answer, type ModelSpec, type TestAnswer } from '../../../../src-engine/index.js';
import { specOf } from '../../../field/opened.js';
import { jointWaldPower, waldPower } from '../../../../src-engine/inference/wald-power.js';

interface Row {
    design: string;
    /** By their names in R; several of a joint test. */
    effects: string[];
    satterthwaite: number;
    /** With the observed information, which is the expected one in balanced designs; null where it is not. */
    lmerTest: number | null;
    kr: number;
    scale: number;
    /** Of the contrasts, by columns. */
    variance: number[];
    adjusted: number[];
}

const rows = JSON.parse(readFileSync(new URL('designs.json', import.meta.url), 'utf8')) as Row[];

interface Sketch {
    phi: number;
    predictors: string;
    /** The fixed effects by block: the name in R, and the term. */
    a: Record<string, string>;
    b?: Record<string, string>;
    random: string;
    design: string;
}

const periods = { p1: 'period == 1', p2: 'period == 2', p3: 'period == 3' };
const wedge = 'predictor wave each 1, 2, 3 per s';

const sketches: Record<string, Sketch> = {
    'two arms': {
        phi: 2,
        predictors: 'predictor z each 0, 1 per s',
        a: { arm: 'z' },
        random: 'random s { b0 variance 0.5 }',
        design: 's = 12, n = 5'
    },
    blocks: {
        phi: 1,
        predictors: 'predictor z each 0, 1 per c',
        a: { arm: 'z' },
        random: 'random s { b0 variance 0.3 } random c in s { b0 variance 0.2 }',
        design: 's = 5, c = 2, n = 6'
    },
    'difference in differences': {
        phi: 1,
        predictors: 'predictor z each 0, 1 per s; predictor post each 0, 1 per c',
        a: { arm: 'z', p: 'post', armp: 'z * post' },
        random: 'random s { b0 variance 0.4 } random c in s { b0 variance 0.2 }',
        design: 's = 6, c = 2, n = 4'
    },
    'random slopes': {
        phi: 1,
        predictors: 'predictor z each 0, 1 per s; predictor time each 0, 1, 2, 3',
        a: { arm: 'z', t: 'time', armt: 'z * time' },
        random: 'random s { b0 variance 0.8; EFFECT_t variance 0.2; covariance(b0, EFFECT_t) = 0.1 }',
        design: 's = 10, n = 4'
    },
    'uncorrelated slopes': {
        phi: 1,
        predictors: 'predictor z each 0, 1 per s; predictor time each 0, 1, 2, 3',
        a: { arm: 'z', t: 'time', armt: 'z * time' },
        random: 'random s { b0 variance 0.8; EFFECT_t variance 0.2 }',
        design: 's = 10, n = 4'
    },
    'crossed within': {
        phi: 1,
        predictors: 'predictor u each -0.5, 0.5',
        a: { c: 'u' },
        random: 'random g { b0 variance 0.4; EFFECT_c variance 0.5 } random h { b0 variance 0.3; EFFECT_c variance 0.2 }',
        design: 'g = 8, h = 8, n = 2'
    },
    'crossed between items': {
        phi: 1.5,
        predictors: 'predictor u each 0, 1 per h',
        a: { z: 'u' },
        random: 'random g { b0 variance 0.6 } random h { b0 variance 0.4 }',
        design: 'g = 12, h = 8, n = 2'
    },
    'crossed between items with slopes of subjects': {
        phi: 1.5,
        predictors: 'predictor u each 0, 1 per h',
        a: { z: 'u' },
        random: 'random g { b0 variance 0.6; EFFECT_z variance 0.3 } random h { b0 variance 0.4 }',
        design: 'g = 12, h = 8, n = 2'
    },
    'three levels': {
        phi: 1,
        predictors: 'predictor u each 0, 1 per p; predictor v each 0, 1 per c',
        a: { arm: 'u', z: 'v' },
        random: 'random s { b0 variance 0.3 } random c in s { b0 variance 0.2 } random p in c { b0 variance 0.5 }',
        design: 's = 6, c = 2, p = 2, n = 3'
    },
    'stepped wedge': {
        phi: 1,
        predictors: `${wedge}; predictor period each 0, 1, 2, 3`,
        a: {},
        b: { ...periods, on: 'period >= wave' },
        random: 'random s { b0 variance 0.5 }',
        design: 's = 6, n = 8'
    },
    'stepped wedge by periods': {
        phi: 1,
        predictors: `${wedge}; predictor period each 0, 1, 2, 3 per c`,
        a: { ...periods, on: 'period >= wave' },
        random: 'random s { b0 variance 0.5 } random c in s { b0 variance 0.2 }',
        design: 's = 6, c = 4, n = 2'
    },
    'three arms': {
        phi: 1,
        predictors: 'predictor z each 0, 1, 2 per s',
        a: { two: 'z == 1', three: 'z == 2' },
        random: 'random s { b0 variance 0.5 }',
        design: 's = 9, n = 4'
    },
    'split plot': {
        phi: 1,
        predictors: 'predictor u each 0, 1 per s; predictor v each 0, 1 per c',
        a: { z: 'u', arm: 'v', zarm: 'u * v' },
        random: 'random s { b0 variance 0.5 } random c in s { b0 variance 0.25 }',
        design: 's = 8, c = 2, n = 4'
    },
    'one in three treated': {
        phi: 0.7,
        predictors: 'predictor wave each 0, 1, 2 per s; predictor time each 0, 1, 2, 3',
        a: { arm: 'wave == 2', t: 'time', armt: '(wave == 2) * time' },
        random: 'random s { b0 variance 0.5; EFFECT_t variance 0.3; covariance(b0, EFFECT_t) = -0.1 }',
        design: 's = 12, n = 4'
    }
};

const value = 0.4;
const nameOf = (effect: string): string => (effect === '(Intercept)' ? 'b0' : `e_${effect}`);

function modelOf({ phi, predictors, a, b = {}, random, design }: Sketch, goal: string): Promise<ModelSpec> {
    const entries = (block: Record<string, string>): string[] =>
        Object.entries(block).map(([name, term]) => `${nameOf(name)}: ${term} = ${value}`);
    return specOf(`model m {
        family gaussian(phi = ${phi})
        ${predictors}
        fixed A { ${[`b0: 1 = ${value}`, ...entries(a)].join('; ')} }
        ${Object.keys(b).length > 0 ? `fixed B { ${entries(b).join('; ')} }` : ''}
        ${random.replace(/EFFECT_/g, 'e_')}
        design { ${design} }
        ${goal}
    }`);
}

async function tested({ design, effects }: Row, reference: 'satterthwaite' | 'kr'): Promise<TestAnswer> {
    const hypotheses = effects.map(effect => `${nameOf(effect)} = 0`).join(' and ');
    const spec = await modelOf(sketches[design], `test ${hypotheses} reference ${reference}`);
    return answer(spec, { exact: 'none', allocation: false, around: false }).tests[0];
}

/** δᵀC⁻¹δ of one or two contrasts, or three, with all δ equal. */
function noncentrality(covariance: readonly number[]): number {
    const q = Math.sqrt(covariance.length);
    // Gauss's elimination of [C | δ].
    const rows = Array.from({ length: q }, (_, i) => [...Array.from({ length: q }, (__, j) => covariance[i * q + j]!), value]);
    rows.forEach((row, i) =>
        rows.forEach((other, k) => {
            const share = k === i ? 0 : other[i]! / row[i]!;
            other.forEach((_, j) => (other[j]! -= share * row[j]!));
        })
    );
    return rows.reduce((sum, row, i) => sum + (value * row[q]!) / row[i]!, 0);
}

function powerOf(ncp: number, q: number, df: number): number {
    return q === 1 ? waldPower(Math.sqrt(ncp), { alternative: 'two-sided', alpha: 0.05, df }) : jointWaldPower(ncp, q, 0.05, df);
}

it('the rows concern every design', () => {
    expect([...new Set(rows.map(({ design }) => design))].sort()).toEqual(Object.keys(sketches).sort());
});

const named = rows.map(row => [`${row.design}/${row.effects.join(' and ')}`, row] as const);

describe('Satterthwaite, Gaussian, as pbkrtest and lmerTest', () => {
    it.each(named)('%s', async (_, row) => {
        const { df, power } = await tested(row, 'satterthwaite');
        expect(df! / row.satterthwaite).toBeCloseTo(1, 6);
        expect(df! / (row.lmerTest ?? df!)).toBeCloseTo(1, 4);
        expect(power.refined).toBeCloseTo(powerOf(noncentrality(row.variance), row.effects.length, row.satterthwaite), 6);
    });
});

describe('Kenward and Roger, as pbkrtest', () => {
    it.each(named)('%s', async (_, row) => {
        const { df, power } = await tested(row, 'kr');
        expect(df! / row.kr).toBeCloseTo(1, 6);
        expect(power.refined).toBeCloseTo(powerOf(row.scale * noncentrality(row.adjusted), row.effects.length, row.kr), 6);
    });
});

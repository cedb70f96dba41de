/** Scripts for simr are those that were run, and the powers that they printed are those of the engine. See simr/README.md. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { answer } from '../../src-engine/index.js';
import { exportedText, openModel } from './exported.js';

const simulations = 200;

const file = (name: string): string => readFileSync(new URL(`simr/${name}`, import.meta.url), 'utf8');
const [, ...rows] = file('powers.csv').trim().split('\n');
const powers = rows.map(row => row.split(',')).map(([model = '', power]) => ({ model, power: Number(power) }));

describe('powers by simr', () => {
    it('are of several models', () => expect(powers.length).toBeGreaterThanOrEqual(3));

    it.each(powers)('$model', async ({ model, power }) => {
        const text = file(`${model}.glmm`);
        await expect(await exportedText(text, 'simr')).toMatchFileSnapshot(`simr/${model}.R`);
        const { spec } = await openModel(text);
        const [{ power: computed }] = answer(spec).tests;
        expect(computed.refined).not.toBeNull();
        expect(Math.abs(power - computed.refined!)).toBeLessThan(4.5 * Math.sqrt((power * (1 - power)) / simulations));
    });
});

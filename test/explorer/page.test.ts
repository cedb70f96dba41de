import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { answerSentences } from '../../explorer/answer-sentences.js';
import type { FromExplorer, ToExplorer } from '../../explorer/messages.js';
import { parameterRows } from '../../language/presentation/tables/parameter-table.js';
import { adjusted, analyze, answer } from '../../src-engine/index.js';
import { example, exploredModels, modelsMessage } from './explored-models.js';
import { ExplorerInBrowser, type ExplorerView } from './explorer-in-browser.js';

/** A browser that shares the processor with other tests. */
const patience = 90_000;

const twoModels = `
model small "few <b>clinics</b>" {
    family poisson
    predictor x each -1, 1
    fixed A { b0: 1 = 0.3 }
    fixed B { b1: x = 0.4 }
    random clinic { b0 sd 0.5 }
    design { clinic = 10, n = 8 }
    test main: b1 = 0 power 0.9
    precision b0 halfwidth 0.2
}
model large {
    family poisson
    predictor x each -1, 1
    fixed A { b0: 1 = 0.3 }
    fixed B { b1: x = 0.4 }
    random clinic { b0 sd 0.5 }
    design { clinic = 40, n = 8 }
    test main: b1 = 0 power 0.9
}
`;

describe('the explorer in a browser', { timeout: patience }, () => {
    let browser: ExplorerInBrowser;
    let view: ExplorerView;
    beforeAll(async () => void (browser = await ExplorerInBrowser.start()), patience);
    afterAll(async () => browser.stop());
    beforeEach(async () => void (view = await browser.open()));
    afterEach(async () => {
        // Nothing was refused by the page's policy, and nothing was thrown.
        expect(view.problems).toEqual([]);
        await view.page.close();
    });

    async function show(text: string, current = 0): Promise<void> {
        await view.tell(await modelsMessage(text, current));
        await view
            .picture(/against/)
            .first()
            .waitFor();
        await view.settled();
    }

    async function sentencesAt(text: string, adjustments: Parameters<typeof adjusted>[1]): Promise<string> {
        const [{ spec }] = await exploredModels(text);
        const moved = adjusted(spec, adjustments);
        return answerSentences(moved, answer(moved, { around: false, allocation: false })).join('\n');
    }

    it('says that it is ready, and kindly that there is no model', async () => {
        expect(await view.said()).toEqual([{ kind: 'ready' }]);
        await view.page.getByText('Put the cursor into a model').waitFor();
        await view.tell({ kind: 'models', file: 'empty.glmm', models: [], current: null, remark: 'There is no model in this file.' });
        await view.page.getByText('There is no model in this file.').waitFor();
        expect(await view.page.getByRole('slider').count()).toBe(0);
    });

    it('shows a model: its answer, its numbers, and the answer in place of `?`', async () => {
        await show(example('slopes'));
        expect(await view.page.getByRole('heading', { level: 1 }).innerText()).toBe('slopes');
        expect(await view.answers.innerText()).toBe(await sentencesAt(example('slopes'), []));
        expect(await view.entry('clinic').inputValue()).toBe('40');
        expect(await view.page.getByText('answer', { exact: true }).isVisible()).toBe(true);
        expect(await view.page.getByRole('button', { name: 'Write to file' }).isDisabled()).toBe(true);
        expect(await view.page.locator('svg[role="img"]').count()).toBe(3);
    });

    it('follows a slider while it is held, and is exact when it is let go', async () => {
        await show(example('slopes'));
        const before = await view.picture('Power against clinics').getAttribute('aria-label');
        const held = await view.drag('beta1', 0.1, 12);
        await view.page.waitForFunction(`document.querySelector('figure svg').getAttribute('aria-label') !== ${JSON.stringify(before)}`);
        await held.release();
        await view.settled();
        const value = Number(await view.entry('beta1').inputValue());
        expect(value).toBeGreaterThan(0.45);
        expect(await view.answers.innerText()).toBe(
            await sentencesAt(example('slopes'), [{ of: { kind: 'effect', name: 'beta1' }, value }])
        );
        // The picture is that of the answer, not of a value on the way.
        const clinics = await view.entry('clinic').inputValue();
        expect(await view.picture('Power against clinics').getAttribute('aria-label')).toContain(` at ${clinics}.`);
        expect(await view.picture('Designs of equal power').getAttribute('aria-label')).toContain(`The design has ${clinics} clinics`);
    });

    it('keeps the last of many values, however fast they come', async () => {
        await show(example('slopes'));
        await view.page.evaluate(`{
            const slider = document.querySelector('input[type=range][id="number-1"]');
            for (let stop = 0; stop <= 60; stop++) {
                slider.value = String(stop);
                slider.dispatchEvent(new Event('input', { bubbles: true }));
            }
            slider.dispatchEvent(new Event('change', { bubbles: true }));
        }`);
        await view.settled();
        const n = Number(await view.entry('n').inputValue());
        expect(await view.answers.innerText()).toBe(await sentencesAt(example('slopes'), [{ of: { kind: 'n' }, value: n }]));
    });

    it('takes a number that is typed, and says what is wrong with another', async () => {
        await show(example('slopes'));
        await view.entry('clinic').fill('60');
        await view.entry('clinic').press('Enter');
        await view.settled();
        expect(await view.answers.innerText()).toMatch(/power 0\.9\d\d/);
        await view.entry('clinic').fill('2.5');
        await view.entry('clinic').press('Enter');
        await view.page.getByText('The number must be whole and above 0.').waitFor();
        expect(await view.entry('clinic').getAttribute('aria-invalid')).toBe('true');
        await view.page.getByRole('button', { name: 'Reset clinic' }).click();
        await view.settled();
        expect(await view.answers.innerText()).toContain('40 clinics for 90 % power');
        expect(await view.entry('clinic').getAttribute('aria-invalid')).toBeNull();
    });

    it('is moved by the keyboard', async () => {
        await show(twoModels);
        await view.slider('b1').focus();
        const before = Number(await view.entry('b1').inputValue());
        await view.page.keyboard.press('ArrowRight');
        expect(Number(await view.entry('b1').inputValue())).toBeGreaterThan(before);
        await view.page.keyboard.press('Tab');
        await view.page.keyboard.press('Tab');
        await view.page.keyboard.press('Enter');
        expect(Number(await view.entry('b1').inputValue())).toBe(before);
    });

    it('hands the moved numbers to the editor, and follows the file that has them', async () => {
        await show(twoModels);
        await view.entry('clinic').fill('24');
        await view.entry('clinic').press('Enter');
        await view.settled();
        await view.page.getByRole('button', { name: 'Write to file' }).click();
        const [{ hash }] = await exploredModels(twoModels);
        const write: FromExplorer = { kind: 'write', index: 0, hash, adjustments: [{ of: { kind: 'count', group: 'clinic' }, value: 24 }] };
        expect((await view.said()).at(-1)).toEqual(write);
        await view.tell(await modelsMessage(twoModels.replace('clinic = 10', 'clinic = 24')));
        await view.tell({ kind: 'written', problem: null });
        await view.page.getByText('Written to the file.').waitFor();
        expect(await view.entry('clinic').inputValue()).toBe('24');
        expect(await view.page.getByRole('button', { name: 'Write to file' }).isDisabled()).toBe(true);
        // What was written is undone: nothing says that it is there.
        await view.tell(await modelsMessage(twoModels));
        await view.page.getByText('Written to the file.').waitFor({ state: 'hidden' });
        expect(await view.entry('clinic').inputValue()).toBe('10');
    });

    it('writes nothing where the file has no place for a number, and says why', async () => {
        await view.tell(await modelsMessage(twoModels, 0, { notWritable: { 'effect b1': 'The file has no number there.' } }));
        await view.settled();
        await view.entry('b1').fill('0.5');
        await view.entry('b1').press('Enter');
        await view.page.getByText("b1 can't be written. The file has no number there.").waitFor();
        expect(await view.page.getByRole('button', { name: 'Write to file' }).isDisabled()).toBe(true);
    });

    it('comes back as it was left', async () => {
        await show(twoModels);
        await view.entry('b1').fill('0.7');
        await view.entry('b1').press('Enter');
        await view.page.getByLabel('Compare with').selectOption('large');
        await view.settled();
        await view.page.reload();
        await show(twoModels);
        expect(await view.entry('b1').inputValue()).toBe('0.7');
        expect(await view.page.getByLabel('Compare with').inputValue()).toBe('large');
    });

    it('sets another model beside', async () => {
        await show(twoModels);
        await view.page.getByLabel('Compare with').selectOption('large');
        const efficiency = view.page.getByRole('columnheader', { name: 'relative efficiency' });
        await efficiency.waitFor();
        const row = view.page.getByRole('row', { name: /^b1/ });
        // Four times as many clinics: a quarter of the variance, half of the standard error.
        const [small, large, ratio] = (await row.getByRole('cell').allInnerTexts()).map(Number);
        expect(ratio).toBe(4);
        expect(small / large).toBeCloseTo(2, 1);
        expect(await view.answers.innerText()).toContain('large, main:');
        await view.page.getByLabel('Compare with').selectOption('');
        await efficiency.waitFor({ state: 'detached' });
    });

    it('shows what the estimates come to, where there is no goal', async () => {
        const text = example('penicillin');
        await view.tell(await modelsMessage(text));
        const [{ spec }] = await exploredModels(text);
        const row = (adjustments: Parameters<typeof adjusted>[1]): string => {
            const { name, value, standardError, interval } = parameterRows(analyze(adjusted(spec, adjustments)))[0];
            return [name, value, standardError, interval].join(' ');
        };
        const shown = (text: string): Promise<void> => view.page.getByRole('row', { name: text, exact: true }).waitFor();
        await shown(row([]));
        await view.entry('plate').fill('96');
        await view.entry('plate').press('Enter');
        await shown(row([{ of: { kind: 'count', group: 'plate' }, value: 96 }]));
    });

    it('takes a model of another file for another one, though it is the same', async () => {
        await show(twoModels);
        await view.entry('clinic').fill('24');
        await view.entry('clinic').press('Enter');
        await view.settled();
        const moved = await view.answers.innerText();
        await view.tell({ ...(await modelsMessage(twoModels)), file: 'copy.glmm' } as ToExplorer);
        await view.page.waitForFunction(
            `!document.querySelector('[aria-live="polite"]').innerText.includes(${JSON.stringify(moved.split('\n')[0])})`
        );
        await view.settled();
        expect((await view.answers.locator('p').allInnerTexts()).join('\n')).toBe(await sentencesAt(twoModels, []));
        expect(await view.entry('clinic').inputValue()).toBe('10');
    });

    it('says what makes the numbers rough, until a slider has mended it', async () => {
        await show(twoModels.replaceAll('b0 sd 0.5', 'b0 sd 2.5'));
        const caution = view.page.getByText(/^The numbers of b1 are rough: a few of the 10 units of clinic hold most/);
        await caution.waitFor();
        await view.entry('clinic').fill('9000');
        await view.entry('clinic').press('Enter');
        await caution.waitFor({ state: 'detached' });
    });

    it('shows the goal that is chosen', async () => {
        await show(twoModels);
        await view.page.getByLabel('Show').selectOption('b0');
        await view.picture('Half-width of the interval against clinics').waitFor();
    });

    it('follows the cursor to another model', async () => {
        await show(twoModels);
        await view.tell(await modelsMessage(twoModels, 1));
        await view.page.getByRole('heading', { name: 'large' }).waitFor();
        await view.settled();
        expect(await view.entry('clinic').inputValue()).toBe('40');
    });

    it('shows text of the file as text', async () => {
        await show(twoModels);
        expect(await view.page.getByRole('heading', { level: 1 }).innerText()).toContain('few <b>clinics</b>');
    });

    it('reads values where the pointer is, and has them all in a table', async () => {
        await show(twoModels);
        const picture = view.picture('Power against clinics');
        const box = (await picture.boundingBox())!;
        await view.page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
        await picture.getByText(/refined: 0\.\d\d\d/).waitFor();
        await view.page.locator('figure', { hasText: 'Power against clinics' }).getByText('Numbers').click();
        await view.page.getByRole('columnheader', { name: 'refined' }).waitFor();
    });

    it('has no fault that the rules of accessibility know', async () => {
        await show(twoModels);
        await view.page.getByLabel('Compare with').selectOption('large');
        await view.page.getByRole('columnheader', { name: 'relative efficiency' }).waitFor();
        const axe = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');
        await view.page.evaluate(axe);
        for (const colorScheme of ['light', 'dark'] as const) {
            await view.page.emulateMedia({ colorScheme });
            const faults = await view.page.evaluate(
                `axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).join(' ')))`
            );
            expect(faults).toEqual([]);
        }
    });
});

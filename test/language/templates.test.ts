/** The models that people begin with are valid, laid out, and answer their question. */
import { EmptyFileSystem, URI } from 'langium';
import { describe, expect, it } from 'vitest';
import { withoutPlaces } from '../../language/completion/snippet.js';
import { createGlmmServices, layoutEdits, withEdits } from '../../language/index.js';
import { templates } from '../../language/templates/templates.js';
import { answer } from '../../library/index.js';
import { openText } from '../open-text.js';
import { issuesOf } from './fixture.js';

const { shared, Glmm } = createGlmmServices(EmptyFileSystem);

/** The answers of the default texts, as a reader of the list expects them: a whole number of units. */
const cases = templates.map(({ title, description, snippet }) => ({ title, description, snippet, text: withoutPlaces(snippet) }));
describe.each(cases)('$title', ({ description, snippet, text }) => {
    it('has a description that a list of 600 pixels does not cut', () => {
        expect(description.length).toBeLessThan(90);
    });

    it('has no message but information', async () => {
        const issues = issuesOf(await openText(text));
        expect(issues.filter(({ severity }) => severity !== 'information').map(({ message }) => message)).toEqual([]);
    });

    it('answers its question', async () => {
        const { models } = await openText(text);
        const answers = answer(models[0]!.spec!);
        expect(answers.reason).toBeNull();
        const [required] = [...answers.tests, ...answers.precisions].map(one => one.required);
        expect(required).toMatchObject({ asked: true, kind: 'count', using: expect.any(String) as string });
        const size = required!.value[required!.using!]!;
        // A study that could be done.
        expect(size).toBeGreaterThan(10);
        expect(size).toBeLessThan(500);
    });

    it('is in the layout of the formatter', () => {
        const document = shared.workspace.LangiumDocumentFactory.fromString(text, URI.file('/template.glmm'));
        expect(withEdits(text, layoutEdits(document, Glmm))).toBe(text);
    });

    it('has places with the same default wherever they recur, and the end as the last one', () => {
        const places = [...snippet.matchAll(/\$\{(\d+):([^}]*)\}/g)].map(([, number, text]) => `${number} ${text}`);
        const numbers = new Set(places.map(place => place.split(' ')[0]));
        expect(new Set(places).size).toBe(numbers.size);
        expect([...numbers].map(Number).sort((a, b) => a - b)).toEqual([...numbers].map((_, i) => i + 1));
        expect(snippet.endsWith('}\n$0')).toBe(true);
    });
});

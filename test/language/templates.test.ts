/** The models that people begin with are valid, laid out, and answer their question. */
import { EmptyFileSystem, URI } from 'langium';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { withoutPlaces } from '../../language/completion/snippet.js';
import { createGlmmServices, layoutEdits, withEdits } from '../../language/index.js';
import { templates } from '../../language/templates/template-list.js';
import { analyze, answer } from '../../library/index.js';
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
        expect(snippet.endsWith('}\n$0')).toBe(true);
    });

    it('is filled in from top to bottom, from the name of the model to the power', () => {
        const numbers = new Set([...snippet.matchAll(/\$\{(\d+):/g)].map(([, number]) => Number(number)));
        expect([...numbers]).toEqual([...numbers].map((_, i) => i + 1));
    });

    it('has a place for each number that people plan with', () => {
        // How arms are coded is said in their comment. The 1 of an intercept is no number of a plan.
        const fixed = snippet
            .replace(/\$\{\d+:[^}]*\}|\$0/g, '▮')
            .replace(/\/\*\*.*\*\/|\/\/.*/g, '')
            .replace(/each (?:0, 1|-0\.5, 0\.5) per|▮: +1 +=|= 0 alpha/g, '');
        expect(fixed.match(/\d+/g) ?? []).toEqual([]);
    });

    it('has comments that stay true whatever is typed into its places', () => {
        const comments = snippet.match(/\/\*\*.*\*\/|\/\/.*/g)!;
        expect(comments.length).toBeGreaterThan(1);
        const explained = comments.map(comment => comment.replace('balanced; 0, 0, 1 would be 2:1', '').replace('time 0', ''));
        expect(explained.filter(comment => /\d|\$|\b(?:half|two|three|four)\b/.test(comment))).toEqual([]);
    });
});

describe('Longitudinal study with random slopes', () => {
    it('lets the arms differ at the start unless a line is left out, as its comment says', async () => {
        const { text } = cases.find(({ title }) => title.startsWith('Longitudinal'))!;
        const line = text.split('\n').find(candidate => candidate.includes('leave this line out'))!;
        const files = await Promise.all([text, text.replace(`${line}\n`, '')].map(async one => openText(one)));
        const [free, equal] = files.map(({ models }) => models[0]!.spec!);
        const main = { op: 'predictor', name: 'treated' };
        expect(free!.fixed.map(({ term }) => term)).toContainEqual(main);
        expect(equal!.fixed.map(({ term }) => term)).not.toContainEqual(main);
        expect(files.flatMap(issuesOf).filter(({ severity }) => severity !== 'information')).toEqual([]);
        const [patients, fewer] = [free!, equal!].map(spec => answer(spec).tests[0]!.required!.value.refined!);
        expect(patients).toBeGreaterThan(fewer!);
    });
});

/** The walkthrough of the extension, from its manifest. */
describe('the walkthrough', () => {
    interface Step {
        description: string;
        media: { svg?: string; markdown?: string };
    }
    interface Manifest {
        contributes: { commands: { command: string }[]; walkthroughs: { steps: Step[] }[] };
    }
    const { contributes } = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;
    const steps = contributes.walkthroughs.flatMap(walkthrough => walkthrough.steps);

    it('has steps with a picture or a text, each ending in a command of the extension', () => {
        const commands = contributes.commands.map(({ command }) => command);
        expect(steps.length).toBeGreaterThan(3);
        for (const { description, media } of steps) {
            expect(existsSync(media.svg ?? media.markdown!)).toBe(true);
            const [, command, argument] = /\(command:([\w.]+)(?:\?(\S+))?\)$/.exec(description)!;
            expect(commands).toContain(command);
            const named = argument && (JSON.parse(decodeURIComponent(argument)) as { template: string }).template;
            expect([undefined, ...templates.map(({ title }) => title)]).toContain(named);
        }
    });

    it('shows the numbers of the template of a cluster trial', async () => {
        const text = withoutPlaces(templates.find(({ title }) => title === 'Cluster trial')!.snippet);
        const asking = (await openText(text)).models[0]!.spec!;
        const [test] = answer(asking).tests;
        const clinics = test!.required!.value[test!.required!.using!]!;
        const picture = (name: string) => readFileSync(`client/media/walkthrough-${name}.svg`, 'utf8');
        expect(picture('asked')).toContain(`${clinics} clinics for 80 % power`);
        expect(picture('begin')).toContain(`clinic = ${clinics}, n = 30`);
        const { parameters } = analyze((await openText(text.replace(/^.*\n/, '').replace('?', String(clinics)))).models[0]!.spec!);
        const errors = parameters.slice(0, 2).map(({ standardError }) => `SE ${standardError!.toFixed(3)}`);
        expect([...picture('numbers').matchAll(/SE [\d.]+/g)].map(([shown]) => shown)).toEqual(errors);
    });
});

/** Corrections and rewritings as an editor asks for them. */
import { afterEach, describe, expect, test, vi } from 'vitest';
import { CodeActionRequest, type CodeAction, type Range } from 'vscode-languageserver-protocol/node';
import { editorCapabilities, LanguageSession } from './language-session.js';
import { server } from './shared-session.js';
import { edited, rangeOf } from './talk-session.js';

// Real processes on a machine that may be busy.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const uri = 'file:///studies/trial.glmm';
const text = `model trial {
  family bernoulli
  predictor x ~ Normal(0, 1)
  fixed A { beta0: 1 = logit(30) }
  fixed B { beta1: x = OR(1.5) }
  random clinic { beta0 sd 0.5 }
  design { clinic = ?, n = 20 }
  test beta1 = 0 power = 80
}
`;
const withStops = {
    ...editorCapabilities,
    workspace: { ...editorCapabilities.workspace, workspaceEdit: { documentChanges: true, snippetEditSupport: true } }
};

let session: LanguageSession;

async function open(content: string, capabilities = editorCapabilities): Promise<void> {
    session = await LanguageSession.start({ command: server, capabilities });
    await session.open(uri, content);
    await session.diagnostics(uri);
}

async function actions(range: Range, only?: string[]): Promise<CodeAction[]> {
    const context = { diagnostics: await session.diagnostics(uri), ...(only && { only }) };
    return (await session.connection.sendRequest(CodeActionRequest.type, { textDocument: { uri }, range, context })) as CodeAction[];
}

const whole: Range = { start: { line: 0, character: 0 }, end: { line: 8, character: 0 } };

afterEach(async () => {
    expect(await session.stop()).toBe(0);
});

describe('corrections', () => {
    test('The kinds of actions are announced', async () => {
        await open(text);
        expect((await session.initialization).capabilities.codeActionProvider).toEqual({
            codeActionKinds: ['quickfix', 'refactor.rewrite', 'refactor.extract', 'source.fixAll.glmm']
        });
    });

    test.each(['source.fixAll', 'source.fixAll.glmm', 'source'])('%s corrects the whole file', async kind => {
        await open(text);
        const [only, ...others] = await actions({ start: whole.start, end: whole.start }, [kind]);
        expect(others).toEqual([]);
        expect(only?.kind).toBe('source.fixAll.glmm');
        expect(edited(text, only?.edit?.changes?.[uri])).toBe(text.replace('logit(30)', 'logit(0.30)').replace('power = 80', 'power 0.80'));
    });

    test('What was typed a moment ago is corrected, too', async () => {
        const hasty = text.replace('family bernoulli', 'family logistic').replace('sd 0.5', 'ICC 0.05');
        await open(hasty);
        const typed = hasty.replace('logistic', 'bernoulli');
        await session.change(uri, { range: rangeOf(hasty, 'logistic'), text: 'bernoulli' });
        const params = {
            textDocument: { uri },
            range: { start: whole.start, end: whole.start },
            context: { diagnostics: [], only: ['source.fixAll'] }
        };
        const [only] = (await session.connection.sendRequest(CodeActionRequest.type, params)) as CodeAction[];
        expect(edited(typed, only?.edit?.changes?.[uri])).toBe(
            typed.replace('logit(30)', 'logit(0.30)').replace('ICC 0.05', 'icc 0.05').replace('power = 80', 'power 0.80')
        );
    });

    test('Without a kind no correction of the whole file is in the way', async () => {
        await open(text);
        const kinds = new Set((await actions(whole)).map(({ kind }) => kind));
        expect(kinds.has('quickfix')).toBe(true);
        expect(kinds.has('source.fixAll.glmm')).toBe(false);
    });

    test('A correction has its diagnostic, and the best one is preferred', async () => {
        const twoMultiples = text.replace('~ Normal(0, 1)', 'each 0, 1, 2').replace('power = 80', 'power 0.80');
        await open(twoMultiples);
        const fixes = (await actions(rangeOf(twoMultiples, '20 }'), ['quickfix'])).filter(({ diagnostics }) => diagnostics?.length);
        expect(fixes.map(({ title, isPreferred, diagnostics }) => [title, isPreferred, diagnostics?.[0]?.code])).toEqual([
            ['Replace with "21"', true, 'not-a-multiple'],
            ['Replace with "18"', undefined, 'not-a-multiple']
        ]);
    });

    const unfinished = text.replace('x = OR(1.5)', 'x').replace('power = 80', 'power 0.80');

    test('What is left to fill in gets a tab stop where the client knows them', async () => {
        await open(unfinished, withStops);
        const [fix] = await actions(rangeOf(unfinished, 'x }'), ['quickfix']);
        expect(fix?.edit?.documentChanges).toEqual([
            {
                textDocument: { uri, version: expect.any(Number) as number },
                edits: [
                    {
                        range: { start: { line: 4, character: 20 }, end: { line: 4, character: 20 } },
                        snippet: { kind: 'snippet', value: ' = ${1:0.3}' }
                    }
                ]
            }
        ]);
    });

    test('Other clients get the same text without tab stops', async () => {
        await open(unfinished);
        const [fix] = await actions(rangeOf(unfinished, 'x }'), ['quickfix']);
        expect(edited(unfinished, fix?.edit?.changes?.[uri])).toBe(unfinished.replace('beta1: x', 'beta1: x = 0.3'));
    });

    test('Rewritings are refactorings of their place', async () => {
        await open(text);
        const titles = async (words: string, kind: string) => (await actions(rangeOf(text, words), [kind])).map(({ title }) => title);
        expect(await titles('beta1', 'refactor.rewrite')).toEqual(['Write it as log(1.5)', 'Write it as 0.405465108']);
        expect(await titles('beta0 sd', 'refactor')).toEqual(['Write it as a variance']);
        expect(await titles('20', 'refactor.extract')).toEqual(['Extract the constant size']);
        expect(await titles('beta0 sd', 'quickfix')).toEqual([]);
    });
});

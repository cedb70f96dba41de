import { fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
    CodeActionRequest,
    CompletionRequest,
    createProtocolConnection,
    DefinitionRequest,
    DidChangeConfigurationNotification,
    DocumentHighlightRequest,
    DocumentSymbolRequest,
    FoldingRangeRequest,
    InitializeRequest,
    IPCMessageReader,
    IPCMessageWriter,
    PrepareRenameRequest,
    ReferencesRequest,
    RenameRequest,
    SemanticTokensRequest,
    ShutdownRequest,
    type CodeAction,
    type CompletionList,
    type DocumentSymbol,
    type Range,
    type TextEdit
} from 'vscode-languageserver-protocol/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { LanguageSession, positionOf } from './language-session.js';
import { server, session, shareSession } from './shared-session.js';

const uri = 'file:///studies/talk.glmm';
const talk = readFileSync('examples/talk.glmm', 'utf8');
const textDocument = { uri };

shareSession(uri);

const hasNumbers = (titles: string[]) =>
    titles.some(title => /\bSE \d/.test(title)) && !titles.some(title => /computing|exact …/.test(title));
const isOld = (title: string) => title.includes('before the last edit');
const errorsOf = (diagnostics: { severity?: number; code?: unknown }[]) => diagnostics.filter(({ severity }) => severity === 1);

async function openTalk(text = talk): Promise<string[]> {
    await session.open(uri, text);
    expect(errorsOf(await session.diagnostics(uri))).toEqual([]);
    return session.lensesWhen(uri, hasNumbers);
}

/** The text after the edits, which must not overlap. */
function edited(text: string, edits: TextEdit[] | undefined): string {
    return TextDocument.applyEdits(TextDocument.create(uri, 'glmm', 0, text), edits ?? []);
}

/** The text with blanks for its comments: every other word stays at its place. */
function withoutComments(text: string): string {
    return text.replace(/\/\*[^]*?\*\//g, comment => comment.replace(/[^\n]/g, ' '));
}

function rangeOf(text: string, words: string, occurrence = 0): Range {
    return { start: positionOf(text, words, occurrence), end: positionOf(text, words, occurrence, words.length) };
}

describe('numbers', () => {
    test('A lens over every model and every fixed effect; computing first, then a refresh, then numbers', async () => {
        const before = session.refreshes;
        const titles = await openTalk();
        // One for the numbers, and one for the check by exact ones; a busy machine shows them in parts.
        expect([before + 1, before + 2, before + 3, before + 4]).toContain(session.refreshes);
        expect(titles).toHaveLength(6);
        // Refined: 7 % above the leading term 0.4878336709/(50·20), whose root is 0.02209. The exact variance is 2 % larger.
        expect(titles[2]).toBe('SE 0.0228 · 95 % CI 2.065 … 2.155');
        // 11 % above 6.66/50, whose root is 0.365.
        expect(titles[1]).toMatch(/^SE 0\.385 · [^·]*$/);
    });

    test('A hover tells the variance of a fixed effect, where it is declared and where it is used', async () => {
        const text = talk.replace('design {', 'test beta1 = 0 power 0.9\n    design {');
        await openTalk(text);
        // Exact variances may arrive between two hovers.
        const hover = async (words: string) => (await session.hover(uri, positionOf(text, words, 0, 2))).replace(/^\| exact .*$/m, '');
        const declared = await hover('beta1: x');
        // Full stops after a number may be escaped, lest they make a list.
        expect(declared.replaceAll('\\', '')).toContain('0.487833670');
        expect(await hover('beta1 = 0')).toBe(declared);
        expect(await hover('beta0 variance')).toBe(await hover('beta0: 1'));
    });

    test.each([
        ['a variance component', 'variance 6.66', 'σ'],
        ['a model', 'talk {', 'subject'],
        ['a predictor', 'x ~', 'Uniform'],
        ['a use of a predictor', 'x = 2.11', 'Uniform'],
        ['a group', 'subject {', '50'],
        ['a count', 'subject = 50', '50'],
        ['a family', 'poisson', 'A count without an upper bound'],
        ['a law', 'Uniform', 'Uniform'],
        ['a keyword', 'random', 'random']
    ])('A hover tells of %s', async (_, words, expected) => {
        await openTalk();
        expect(await session.hover(uri, positionOf(withoutComments(talk), words))).toContain(expected);
    });

    test('Nothing to tell between words, in comments and beyond the end', async () => {
        await openTalk();
        for (const position of [
            { line: 0, character: 1 },
            { line: 1, character: 5 },
            { line: 10_000, character: 10_000 }
        ]) {
            expect(await session.hover(uri, position)).toBe('');
        }
    });

    test('An edit of a value brings new numbers; an edit of a comment none', async () => {
        await openTalk();
        await session.change(uri, { range: rangeOf(talk, '2.11'), text: '2.12' });
        const titles = await session.lensesWhen(uri, titles => hasNumbers(titles) && !titles.some(isOld));
        // The interval's middle is the value.
        expect(titles[2]).toContain('2.075 … 2.165');
        const before = session.refreshes;
        await session.change(uri, { range: rangeOf(talk, 'How precise is'), text: 'How exact is' });
        await session.diagnostics(uri);
        expect((await session.lenses(uri)).map(lens => lens.command?.title)).toEqual(titles);
        expect(session.refreshes).toBe(before);
    });

    test('Broken text keeps its numbers, marked; other models stay fresh and follow their own edits; mending makes fresh', async () => {
        const whole = await openTalk();
        const broken = talk.replace('beta1: x = 2.11', 'beta1: x = ');
        await session.change(uri, { text: broken });
        expect(errorsOf(await session.diagnostics(uri)).length).toBeGreaterThan(0);
        const stale = (await session.lenses(uri)).map(lens => lens.command!.title);
        expect(stale.slice(0, 2).every(isOld)).toBe(true);
        expect(stale.slice(-3)).toEqual(whole.slice(-3));
        expect(await session.hover(uri, positionOf(broken, 'beta0: 1', 0, 2))).toContain('before the last edit');

        const second = broken.indexOf('model printed');
        await session.change(uri, { text: broken.slice(0, second) + broken.slice(second).replace('2.11', '2.5') });
        const titles = await session.lensesWhen(uri, titles => titles.at(-1) !== whole.at(-1) && !isOld(titles.at(-1)!));
        expect(titles.slice(0, 2).every(isOld)).toBe(true);
        expect(titles.at(-1)).toMatch(/SE \d/);

        await session.change(uri, { text: talk });
        expect(errorsOf(await session.diagnostics(uri))).toEqual([]);
        expect((await session.lenses(uri)).map(lens => lens.command?.title)).toEqual(whole);
    });

    test('A lens names its place for the command that shows the details', async () => {
        await openTalk();
        const lens = (await session.lenses(uri))[2];
        expect(lens.command).toMatchObject({ command: 'glmm.showDetails', arguments: [uri, positionOf(talk, 'beta1: x')] });
    });

    test('Lenses of effects on one line name the effect', async () => {
        const text = talk.replace('fixed B { beta1: x = 2.11 }', 'fixed B { beta1: x = 2.11; beta2: x ^ 2 = 0.1 }');
        const titles = await openTalk(text);
        expect(titles[2]).toMatch(/^beta1: SE /);
        expect(titles[3]).toMatch(/^beta2: SE /);
        expect(titles[1]).toMatch(/^SE /);
        const crowded = talk.replace('fixed B { beta1: x = 2.11 }', 'fixed B { beta1: x = 2.11; beta2: x ^ 2 = 0.1; beta3: x ^ 3 = 0.1 }');
        await session.change(uri, { text: crowded });
        expect((await session.lensesWhen(uri, texts => texts.length === 8 && hasNumbers(texts)))[4]).toMatch(/^beta3: SE [\d.]+$/);
    });

    test('Settings switch the kinds of lenses off and on', async () => {
        await openTalk();
        const change = async (settings: unknown) => {
            const before = session.refreshes;
            await session.connection.sendNotification(DidChangeConfigurationNotification.type, { settings: { glmm: settings } });
            const lenses = await session.lenses(uri);
            expect(session.refreshes).toBe(before + 1);
            return lenses.length;
        };
        expect(await change({ lenses: { fixedEffects: false } })).toBe(2);
        expect(await change({ lenses: { models: false } })).toBe(4);
        expect(await change({ lenses: {} })).toBe(6);
    });
});

describe('accuracy', () => {
    const using = (accuracy: string) => talk.replace('design {', `using ${accuracy}\n    design {`);
    const isTooSmall = ({ code }: { code?: unknown }) => code === 'leading-too-small';

    test('A hover has the variances side by side', async () => {
        await openTalk();
        const hover = await session.hover(uri, positionOf(talk, 'beta1: x', 0, 2));
        for (const name of ['leading term', 'two terms', '**refined**', 'exact for many groups']) {
            expect(hover).toContain(`\n| ${name} | `);
        }
        expect(hover).toContain('| 0.000487834 | 0.0221 |');
    });

    test('A lens says which accuracy it is where that is not the usual one', async () => {
        const titles = await openTalk(using('two-term'));
        expect(titles[1]).toMatch(/^SE 0\.443 .* · two terms · exact SE 0\.\d+$/);
        expect(titles[4]).toMatch(/^SE [^·]* · [^·]*$/);
    });

    test('The hover over `using` has all parameters', async () => {
        const text = using('two-term');
        await openTalk(text);
        for (const words of ['using two', 'two-term']) {
            expect(await session.hover(uri, positionOf(text, words))).toContain('| `beta1` | ');
        }
    });

    test('Exact variances are simulated behind the other numbers, where the file asks for them and the settings allow it', async () => {
        const text = `model a {
    family bernoulli
    predictor x ~ Normal(0, 1)
    fixed A { beta0: 1 = 0; beta1: x = 0.4 }
    random clinic { beta0 sd 0.8; beta1 sd 0.5 }
    design { clinic = 50, n = 20 }
    using exact
}`;
        const setting = (simulate: boolean) =>
            session.connection.sendNotification(DidChangeConfigurationNotification.type, { settings: { glmm: { exact: { simulate } } } });
        const isExact = (titles: string[]) => / · exact for many groups$/.test(titles[1] ?? '');
        await setting(false);
        await session.open(uri, text);
        expect((await session.lensesWhen(uri, titles => / · refined$/.test(titles[1] ?? '')))[1]).toMatch(/^beta0: SE 0\.134 /);
        expect(await session.hover(uri, positionOf(text, 'beta0: 1', 0, 2))).toContain(
            '| exact for many groups | — | — |  | needs a simulation |'
        );

        await setting(true);
        // An edit on the way starts anew.
        await session.lensesWhen(uri, titles => / · refined; exact …$/.test(titles[1] ?? ''));
        const edited = text.replace('0.4', '0.41');
        await session.change(uri, { text: edited });
        expect((await session.lensesWhen(uri, isExact))[1]).toMatch(/^beta0: SE 0\.134 /);
        expect(await session.hover(uri, positionOf(edited, 'beta0: 1', 0, 2))).toMatch(
            /\| \*\*exact for many groups\*\* \| 0\.0178\d+ ± 0\.0000\d+ \|/
        );
    });

    test('A warning about a leading term that is too small: when the numbers are there, through edits, until it is mended', async () => {
        const text = using('leading');
        const before = session.publications;
        await session.open(uri, text);
        const [warning] = (await session.diagnosticsWhen(uri, diagnostics => diagnostics.some(isTooSmall))).filter(isTooSmall);
        expect(warning).toMatchObject({ severity: 2, range: rangeOf(text, 'using leading'), source: 'glmm' });
        expect(warning.message).toContain('of `beta0`: the refined variance is 11 % larger (SE 0.385, not 0.365).');
        // At most once for the text and once for its numbers.
        expect(session.publications - before).toBeLessThanOrEqual(2);

        const more = text.replace('2.11', '2.12');
        await session.change(uri, { text: more });
        expect((await session.diagnostics(uri)).filter(isTooSmall)).toHaveLength(1);

        const actions = await session.connection.sendRequest(CodeActionRequest.type, {
            textDocument,
            range: warning.range,
            context: { diagnostics: [warning] }
        });
        const [fix] = actions as CodeAction[];
        expect(fix.title).toBe('Replace with "using refined"');
        await session.change(uri, { text: edited(more, fix.edit!.changes![uri]) });
        expect((await session.diagnostics(uri)).filter(isTooSmall)).toEqual([]);
    });
});

describe('edits', () => {
    test('Renaming a fixed effect renames its uses in the same model alone', async () => {
        await openTalk();
        const edit = await session.connection.sendRequest(RenameRequest.type, {
            textDocument,
            position: positionOf(talk, 'beta0: 1', 0, 1),
            newName: 'β₀'
        });
        const renamed = edited(talk, edit?.changes?.[uri]);
        const second = talk.indexOf('model printed');
        expect(renamed).toBe(
            talk.slice(0, second).replace('beta0: 1', 'β₀: 1').replace('beta0 variance', 'β₀ variance') + talk.slice(second)
        );
        await session.change(uri, { text: renamed });
        expect(errorsOf(await session.diagnostics(uri))).toEqual([]);
    });

    test('A name that only another model has is free', async () => {
        const text = `${talk}\n${talk.slice(0, talk.indexOf('model printed')).replace('model talk', 'model other').replaceAll('beta0', 'alpha0')}`;
        await session.open(uri, text);
        const edit = await session.connection.sendRequest(RenameRequest.type, {
            textDocument,
            position: positionOf(text, 'beta0: 1', 0, 1),
            newName: 'alpha0'
        });
        expect(edit?.changes?.[uri]).toHaveLength(2);
    });

    test.each([
        ['n', 'reserved'],
        ['beta1', 'already'],
        ['2x', 'not a name'],
        ['', 'not a name']
    ])('A name that is not allowed is refused: %j', async (newName, problem) => {
        await openTalk();
        const rename = session.connection.sendRequest(RenameRequest.type, {
            textDocument,
            position: positionOf(talk, 'beta0: 1', 0, 1),
            newName
        });
        await expect(rename).rejects.toThrow(problem);
    });

    test.each(['poisson', 'Uniform', 'fixed A', '6.66'])('What has no name of its own cannot be renamed: %s', async words => {
        await openTalk();
        const position = positionOf(withoutComments(talk), words);
        expect(await session.connection.sendRequest(PrepareRenameRequest.type, { textDocument, position })).toBeNull();
    });

    async function quickFixes(text: string, code: string): Promise<{ titles: string[]; mended: string[] }> {
        await session.open(uri, text);
        const diagnostic = (await session.diagnostics(uri)).find(candidate => candidate.code === code);
        expect(diagnostic, `a diagnostic ${code}`).toBeDefined();
        const actions = (await session.connection.sendRequest(CodeActionRequest.type, {
            textDocument,
            range: diagnostic!.range,
            context: { diagnostics: [diagnostic!] }
        })) as CodeAction[];
        const fixes = actions.filter(action => action.diagnostics?.[0]?.code === code);
        return { titles: fixes.map(({ title }) => title), mended: fixes.map(({ edit }) => edited(text, edit?.changes?.[uri])) };
    }

    async function expectNoErrors(text: string): Promise<void> {
        await session.change(uri, { text });
        expect(errorsOf(await session.diagnostics(uri))).toEqual([]);
    }

    test('An effect in the wrong block is moved to the other one, and the text is whole again', async () => {
        const wrong = `model m {
    family poisson
    predictor x ~ Normal(0, 1)
    predictor arm each 0, 1 per subject
    fixed A {
        beta0: 1 = 0.5
    }
    fixed B {
        /** The treatment. */
        treated: arm = 0.2 // on the log scale
        beta1: x = 1
    }
    random subject { beta0 sd 0.5 }
    design { subject = 50, n = 20 }
}
`;
        const { titles, mended } = await quickFixes(wrong, 'wrong-block');
        expect(titles).toEqual(['Move treated to block A']);
        expect(mended[0]).toBe(`model m {
    family poisson
    predictor x ~ Normal(0, 1)
    predictor arm each 0, 1 per subject
    fixed A {
        beta0: 1 = 0.5
        /** The treatment. */
        treated: arm = 0.2 // on the log scale
    }
    fixed B {
        beta1: x = 1
    }
    random subject { beta0 sd 0.5 }
    design { subject = 50, n = 20 }
}
`);
        await expectNoErrors(mended[0]);
    });

    test.each([
        ['fixed A { beta0: 1 = 1; beta1: x = 2 }', 'fixed A { beta0: 1 = 1; }\n  fixed B { beta1: x = 2 }'],
        ['fixed A { beta0: 1 = 1 }\n  fixed A { beta1: x = 2 }', 'fixed A { beta0: 1 = 1 }\n  fixed B { beta1: x = 2 }'],
        [
            'fixed A { beta0: 1 = 1, beta1: x = 2 }\n  fixed B { beta2: x^2 = 3 }',
            'fixed A { beta0: 1 = 1, }\n  fixed B { beta2: x^2 = 3; beta1: x = 2 }'
        ],
        ['fixed A { beta1: x = 2\n    beta0: 1 = 1 }\n  fixed B { }', 'fixed A { \n    beta0: 1 = 1 }\n  fixed B { beta1: x = 2 }']
    ])('Blocks on one line: %j', async (blocks, expected) => {
        const around = (content: string) =>
            `model m {\n  family poisson\n  predictor x ~ Uniform(-1, 1)\n  ${content}\n  random g { beta0 sd 0.5 }\n  design { g = 50, n = 20 }\n}\n`;
        const { mended } = await quickFixes(around(blocks), 'wrong-block');
        expect(mended[0]).toBe(around(expected));
        await expectNoErrors(mended[0]);
    });

    test('A misspelt name is replaced by the nearest one', async () => {
        const wrong = talk.replace('random subject { beta0', 'random subject { bta0');
        const { titles, mended } = await quickFixes(wrong, 'unknown-name');
        expect(titles).toHaveLength(1);
        expect(titles[0]).toContain('beta0');
        expect(mended[0]).toBe(talk);
    });
});

describe('reading', () => {
    test('Definition, references and highlights of a name', async () => {
        await openTalk();
        const position = positionOf(talk, 'beta0 variance', 0, 2);
        const definition = await session.connection.sendRequest(DefinitionRequest.type, { textDocument, position });
        const declared = { start: positionOf(talk, 'beta0: 1'), end: positionOf(talk, 'beta0: 1', 0, 5) };
        expect(definition).toMatchObject([{ targetUri: uri, targetSelectionRange: declared }]);
        const references = await session.connection.sendRequest(ReferencesRequest.type, {
            textDocument,
            position,
            context: { includeDeclaration: true }
        });
        const expected = [positionOf(talk, 'beta0: 1'), positionOf(talk, 'beta0 variance')];
        expect(references?.map(({ range }) => range.start)).toEqual(expected);
        const highlights = await session.connection.sendRequest(DocumentHighlightRequest.type, { textDocument, position });
        expect(highlights?.map(({ range }) => range.start)).toEqual(expected);
    });

    test('The outline has models, their blocks and parameters, with places inside each other', async () => {
        await openTalk();
        const symbols = (await session.connection.sendRequest(DocumentSymbolRequest.type, { textDocument })) as DocumentSymbol[];
        expect(symbols.map(({ name }) => name)).toEqual(['talk', 'printed']);
        expect(symbols[0].children?.map(({ name }) => name)).toEqual(['family', 'x', 'fixed A', 'fixed B', 'random subject', 'design']);
        expect(symbols[0].children?.[3].children).toMatchObject([{ name: 'beta1', detail: 'x = 2.11' }]);
        const document = TextDocument.create(uri, 'glmm', 0, talk);
        const check = (symbol: DocumentSymbol, outer?: Range): void => {
            const [start, end] = [document.offsetAt(symbol.range.start), document.offsetAt(symbol.range.end)];
            expect(document.offsetAt(symbol.selectionRange.start)).toBeGreaterThanOrEqual(start);
            expect(document.offsetAt(symbol.selectionRange.end)).toBeLessThanOrEqual(end);
            expect(start).toBeGreaterThanOrEqual(outer ? document.offsetAt(outer.start) : 0);
            symbol.children?.forEach(child => check(child, symbol.range));
        };
        symbols.forEach(symbol => check(symbol));
    });

    test('Models and comments fold', async () => {
        await openTalk();
        const ranges = await session.connection.sendRequest(FoldingRangeRequest.type, { textDocument });
        const line = (words: string) => positionOf(talk, words).line;
        expect(ranges).toEqual(
            expect.arrayContaining([
                expect.objectContaining({ startLine: 0, kind: 'comment' }),
                expect.objectContaining({ startLine: line('model talk'), endLine: line('\n}') }),
                expect.objectContaining({ startLine: line('model printed') })
            ])
        );
    });

    test('A name spelt like a keyword has the colour of a name', async () => {
        const text = withoutComments(talk).replace(/\bx\b/g, 'level');
        await session.open(uri, text);
        const legend = (await session.initialization).capabilities.semanticTokensProvider!.legend;
        const { data = [] } = (await session.connection.sendRequest(SemanticTokensRequest.type, { textDocument })) ?? {};
        const tokens: string[] = [];
        const lines = text.split('\n');
        for (let i = 0, line = 0, character = 0; i < data.length; i += 5) {
            character = data[i] === 0 ? character + data[i + 1] : data[i + 1];
            line += data[i];
            tokens.push(`${lines[line].slice(character, character + data[i + 2])} ${legend.tokenTypes[data[i + 3]]}`);
        }
        expect(tokens.slice(0, 9)).toEqual([
            'talk class',
            'poisson function',
            'level variable',
            'Uniform function',
            'beta0 parameter',
            'beta1 parameter',
            'level variable',
            'subject type',
            'beta0 parameter'
        ]);
    });

    async function completions(text: string, words: string): Promise<string[]> {
        await session.open(uri, text);
        const position = positionOf(text, words, 0, words.length);
        const list = (await session.connection.sendRequest(CompletionRequest.type, { textDocument, position })) as CompletionList;
        return list.items.map(({ label }) => label);
    }

    test.each([
        ['in a model the elements', 'fixed B { beta1: x = 2.11 }\n    ', ['random', 'design', 'test', 'fixed', 'predictor']],
        ['after `~` the laws', 'predictor x ~ ', ['Normal', 'Uniform', 'Discrete', 'MvNormal']],
        ['after `family` the families', 'family ', ['poisson', 'bernoulli', 'gaussian']],
        ['in a random block the effects', 'random subject { ', ['beta0', 'correlation']],
        ['in a term predictors and functions', 'beta1: ', ['x', 'log', 'exp']],
        ['in the design the groups', 'design { ', ['subject', 'n']]
    ])('Completion: %s', async (_, words, expected) => {
        expect(await completions(withoutComments(talk), words)).toEqual(expect.arrayContaining(expected));
    });

    test('Completion offers the names of its own model', async () => {
        const labels = await completions(
            talk.replace('model printed', 'model other').replace('beta0: 1 = -1.46 }', 'alone: 1 = -1.46 }'),
            'random subject { '
        );
        expect(labels).toContain('alone');
        expect(labels).not.toContain('beta0');
    });
});

describe('a session', () => {
    test('Closing a document takes its diagnostics back; opening it again brings them', async () => {
        await session.open(uri, 'model {');
        expect(errorsOf(await session.diagnostics(uri)).length).toBeGreaterThan(0);
        await session.close(uri);
        await session.cleared(uri);
        await session.open(uri, 'model {');
        expect(errorsOf(await session.diagnostics(uri)).length).toBeGreaterThan(0);
    });

    test('A request that the server does not know is refused, and the session goes on', async () => {
        await expect(session.connection.sendRequest('glmm/unknown', {})).rejects.toThrow(/unhandled method/i);
        await expect(session.connection.sendRequest('textDocument/hover', { nonsense: true })).rejects.toThrow();
        await openTalk();
    });

    test('A document that is not open has no hover, and the session goes on', async () => {
        const position = { line: 0, character: 0 };
        await expect(
            session.connection.sendRequest('textDocument/hover', { textDocument: { uri: 'file:///none.glmm' }, position })
        ).rejects.toThrow();
        await openTalk();
    });

    test('Ending without a shutdown is an error of the client, with exit code 1', async () => {
        const other = await LanguageSession.start({ command: server });
        const exited = new Promise<number | null>(resolve => other.process.once('exit', resolve));
        other.process.stdin.end();
        expect(await exited).toBe(1);
    });

    test("The server serves over Node's own channel, too", async () => {
        const child = fork('dist/server/main.cjs', ['--node-ipc']);
        const exited = new Promise<number | null>(resolve => child.once('exit', resolve));
        const connection = createProtocolConnection(new IPCMessageReader(child), new IPCMessageWriter(child));
        connection.listen();
        const params = { processId: process.pid, rootUri: null, capabilities: {} };
        const { capabilities } = await connection.sendRequest(InitializeRequest.type, params);
        expect(capabilities).toMatchObject({
            hoverProvider: true,
            codeLensProvider: { resolveProvider: true },
            renameProvider: { prepareProvider: true }
        });
        await connection.sendRequest(ShutdownRequest.type);
        await connection.sendNotification('exit');
        expect(await exited).toBe(0);
        connection.dispose();
    });

    test('The command line serves the same, for other editors', async () => {
        const other = await LanguageSession.start({ command: [process.execPath, 'dist/cli/glmm.cjs', 'lsp', '--stdio'] });
        await other.open(uri, talk);
        await session.open(uri, talk);
        expect(await other.lensesWhen(uri, hasNumbers)).toEqual(await session.lensesWhen(uri, hasNumbers));
        expect(await other.stop()).toBe(0);
    });

    test('After a shutdown requests are refused', async () => {
        const other = await LanguageSession.start({ command: server });
        await other.connection.sendRequest(ShutdownRequest.type);
        await expect(other.connection.sendRequest('textDocument/hover', {})).rejects.toThrow();
        const exited = new Promise<number | null>(resolve => other.process.once('exit', resolve));
        await other.connection.sendNotification('exit');
        expect(await exited).toBe(0);
    });
});

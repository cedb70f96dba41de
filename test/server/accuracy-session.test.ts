/** Which variances lenses, hovers and messages use, and simulated ones behind them. */
import { describe, expect, test } from 'vitest';
import { CodeActionRequest, DidChangeConfigurationNotification, type CodeAction } from 'vscode-languageserver-protocol/node';
import { positionOf } from './language-session.js';
import { session, shareSession } from './shared-session.js';
import { edited, openTalk, rangeOf, talk, textDocument, uri } from './talk-session.js';

shareSession(uri);

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
        expect(titles[1]).toMatch(/^SE 0\.443 .* · two terms · exact SE 0\.\d+ · mean response 0\.232$/);
        expect(titles[4]).toMatch(/^SE [^·]* · [^·]* · mean response 0\.232$/);
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
        const isExact = (titles: string[]) => / · exact for many groups · probability 0\.5$/.test(titles[1] ?? '');
        await setting(false);
        await session.open(uri, text);
        expect((await session.lensesWhen(uri, titles => / · refined · probability 0\.5$/.test(titles[1] ?? '')))[1]).toMatch(
            /^beta0: SE 0\.134 /
        );
        expect(await session.hover(uri, positionOf(text, 'beta0: 1', 0, 2))).toContain(
            '| exact for many groups | — | — |  | needs a simulation |'
        );

        await setting(true);
        // An edit on the way starts anew.
        await session.lensesWhen(uri, titles => / · refined; exact … · probability 0\.5$/.test(titles[1] ?? ''));
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

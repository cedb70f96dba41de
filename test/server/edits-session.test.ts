/** Renaming and quick fixes, whose edits leave a whole text. */
import { describe, expect, test } from 'vitest';
import { CodeActionRequest, PrepareRenameRequest, RenameRequest, type CodeAction } from 'vscode-languageserver-protocol/node';
import { positionOf } from './language-session.js';
import { session, shareSession } from './shared-session.js';
import { edited, errorsOf, openTalk, talk, textDocument, uri, withoutComments } from './talk-session.js';

shareSession(uri);

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

    const arms = `let base = 1
model arms {
    family gaussian(1)
    predictor arm each control, low, "high dose" per clinic
    predictor site ~ Categorical(north: 0.5, south: 0.5)
    fixed { beta0: 1 = base; dose: levels(arm) = [0.2, 0.4]; s: site[south] = 0 }
    random clinic { beta0 sd 0.3 }
    design { clinic = 42, n = 20 }
    test dose[low] = 0
    test dose["high dose"] - dose[low] = 0
}
`;

    test.each([
        ['low', 'half', arms.replaceAll('low', 'half')],
        ['low', '"half dose"', arms.replaceAll('low', '"half dose"')],
        ['low', 'half dose', arms.replaceAll('low', '"half dose"')],
        ['low', '20', arms.replaceAll('low', '"20"')],
        ['low', 'per', arms.replaceAll('low', '"per"')],
        // A name would be the constant.
        ['low', 'base', arms.replaceAll('low', '"base"')],
        ['high dose', 'high', arms.replaceAll('"high dose"', 'high')],
        ['south', 'low', arms.replaceAll('south', 'low')]
    ])('Renaming the level %s to %s, in quotes where it needs them', async (words, newName, expected) => {
        await session.open(uri, arms);
        const position = positionOf(arms, words, 0, 1);
        expect(await session.connection.sendRequest(PrepareRenameRequest.type, { textDocument, position })).not.toBeNull();
        const edit = await session.connection.sendRequest(RenameRequest.type, { textDocument, position, newName });
        const renamed = edited(arms, edit?.changes?.[uri]);
        expect(renamed).toBe(expected);
        await session.change(uri, { text: renamed });
        expect(errorsOf(await session.diagnostics(uri))).toEqual([]);
    });

    test.each([
        ['low', 'high dose', 'The predictor arm has a level high dose already'],
        ['south', 'north', 'The predictor site has a level north already'],
        ['low', 'a"b', 'no "'],
        ['low', '""', 'at least one character']
    ])('A level keeps its name %s where the new one is not allowed: %s', async (words, newName, problem) => {
        await session.open(uri, arms);
        const rename = session.connection.sendRequest(RenameRequest.type, {
            textDocument,
            position: positionOf(arms, words, 0, 1),
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

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { diagnosticOf, diagnostics, type DiagnosticCode } from '../../language/index.js';
import { editorCapabilities, LanguageSession } from './language-session.js';
import { server } from './shared-session.js';

const uri = 'file:///studies/example.glmm';
const examples = (Object.keys(diagnostics) as DiagnosticCode[]).flatMap(code => {
    const { example } = diagnosticOf(code);
    return 'text' in example ? [example.text] : [];
});

describe("a message's code", () => {
    let session: LanguageSession;
    beforeAll(async () => {
        session = await LanguageSession.start({ command: server });
    });
    afterAll(() => session.stop());

    it('links to its entry in the page of diagnostics', async () => {
        expect(examples.length).toBeGreaterThan(80);
        const codes = new Set<unknown>();
        for (const [i, text] of examples.entries()) {
            const own = uri.replace('example', `example-${i}`);
            await session.open(own, text);
            for (const { code, codeDescription } of await session.diagnostics(own)) {
                const [page = '', anchor] = (codeDescription?.href ?? '').split('#');
                expect(anchor).toBe(code);
                expect(readFileSync(fileURLToPath(page), 'utf8')).toContain(`\n### ${anchor}\n`);
                codes.add(code);
            }
            await session.close(own);
        }
        // Those that take the numbers come later, by the same way.
        expect(codes.size).toBeGreaterThan(70);
    });

    it('links nowhere for an editor that cannot follow it', async () => {
        const capabilities = { ...editorCapabilities, textDocument: { publishDiagnostics: {} } };
        const plain = await LanguageSession.start({ command: server, capabilities });
        await plain.open(uri, 'model m { famly poisson }');
        const found = await plain.diagnostics(uri);
        expect(found).toHaveLength(1);
        expect(found[0]).not.toHaveProperty('codeDescription');
        await plain.stop();
    });
});

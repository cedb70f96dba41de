/** One server for all tests of a file: no test may influence the next. */
import { afterAll, afterEach, beforeAll, expect, vi } from 'vitest';
import { LanguageSession } from './language-session.js';

export const server = [process.execPath, 'dist/server/main.mjs', '--stdio'];

/** Of the file that shares it, from its first test on. */
export let session: LanguageSession;

/** @param uri of the document that tests open */
export function shareSession(uri: string): void {
    // Real processes on a machine that may be busy.
    vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });
    beforeAll(async () => {
        session = await LanguageSession.start({ command: server });
    });
    afterEach(async () => {
        await session.close(uri);
        await session.cleared(uri);
        session.edits.length = 0;
        session.told.length = 0;
    });
    afterAll(async () => {
        expect(await session.stop()).toBe(0);
    });
}

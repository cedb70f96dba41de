/** Every slip that people make has a correction that leads to a valid model, or a message that says what would be right. */
import { describe, expect, it } from 'vitest';
import { correctionsOf, lowerDocument, type Issue } from '../../language/index.js';
import { textAfter } from '../../language/fixes/text-edit.js';
import { issuesOf } from '../language/fixture.js';
import { openDocument } from '../open-text.js';
import { mended } from './mended.js';
import { outcome, slips } from './slips.js';

/** A correction may uncover another slip, and that a third one. */
const mostCorrections = 3;
/** The share of the slips that lead to a valid model. */
const leastMended = 0.97;

/** Whether a text is an error or an unfinished model. */
const isMissing = ({ severity, code }: Issue): boolean => severity === 'error' || code === 'unfinished';

describe.each(slips)('$part', ({ slips: ofPart }) => {
    it.each(ofPart)('$name', async ({ text, expected }) => {
        const { text: corrected, errors } = await mended(text, mostCorrections);
        expect(outcome(text, corrected, errors)).toEqual(expected);
    });
});

describe('One mistake gives one message', () => {
    it.each(slips)('$part', async ({ slips: ofPart }) => {
        for (const { name, text, messages } of ofPart) {
            const found = issuesOf(lowerDocument(await openDocument(text))).filter(isMissing);
            const said = found.map(({ message }) => message);
            if (messages.length > 0) {
                expect(said, name).toEqual(messages);
            } else {
                expect(said.length, `${name}: ${said.join(' ')}`).toBeLessThanOrEqual(1);
            }
        }
    });
});

describe('Every correction that is offered leads to fewer errors', () => {
    it.each(slips)('$part', async ({ slips: ofPart }) => {
        for (const { name, text } of ofPart) {
            const document = await openDocument(text);
            const issues = issuesOf(lowerDocument(document));
            const before = issues.filter(isMissing).length;
            for (const issue of issues) {
                for (const { title, edits } of correctionsOf(document, issue)) {
                    // A correction may uncover what the syntax error hid. Other elements stay as they are in any case.
                    const { errors } = await mended(textAfter(document.textDocument, edits), mostCorrections);
                    const most = isMissing(issue) && before > 0 ? before - 1 : before;
                    expect(errors.length, `${name} ${title}`).toBeLessThanOrEqual(most);
                }
            }
        }
    });
});

describe('all slips', () => {
    const all = slips.flatMap(({ slips: ofPart }) => ofPart);

    it('are many, and nearly all are corrected', () => {
        const corrected = all.filter(({ expected }) => expected.every(line => !line.startsWith('!')));
        expect(all.length).toBeGreaterThan(750);
        expect(corrected.length / all.length).toBeGreaterThan(leastMended);
        expect(all.every(({ expected }) => expected.length > 0)).toBe(true);
    });
});

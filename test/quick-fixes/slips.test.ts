/** Every slip that people make has a correction that leads to a valid model, or a message that says what would be right. */
import { describe, expect, it } from 'vitest';
import { mended } from './mended.js';
import { outcome, slips } from './slips.js';

/** A correction may uncover another slip, and that a third one. */
const mostCorrections = 3;
/** The share of the slips that lead to a valid model. */
const leastMended = 0.97;

describe.each(slips)('$part', ({ slips: ofPart }) => {
    it.each(ofPart)('$name', async ({ text, expected }) => {
        const { text: corrected, errors } = await mended(text, mostCorrections);
        expect(outcome(text, corrected, errors)).toEqual(expected);
    });
});

describe('all slips', () => {
    const all = slips.flatMap(({ slips: ofPart }) => ofPart);

    it('are many, and nearly all are corrected', () => {
        const corrected = all.filter(({ expected }) => expected.every(line => !line.startsWith('!')));
        expect(all.length).toBeGreaterThan(400);
        expect(corrected.length / all.length).toBeGreaterThan(leastMended);
        expect(all.every(({ expected }) => expected.length > 0)).toBe(true);
    });
});

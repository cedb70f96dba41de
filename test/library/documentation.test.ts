/** The built package does what `docs/library.md` claims. */
import { describe, expect, it } from 'vitest';
import { claimsOf, holds, typeErrors } from './documentation.js';

describe('docs/library.md', () => {
    it('has examples that compile', { timeout: 60_000 }, () => {
        expect(typeErrors('docs/library.md')).toEqual([]);
    });

    it('claims what comes out', { timeout: 60_000 }, () => {
        const claims = claimsOf('docs/library.md');
        expect(claims.length).toBeGreaterThan(25);
        expect(claims.filter(claim => !holds(claim))).toEqual([]);
    });
});

describe('the comparison of a claim', () => {
    it.each([
        ['1.03…', '1.0339', true],
        ['1.03…', '1.0439', false],
        ['[0.5…,null]', '[0.51,null]', true],
        ['51', '510', false]
    ])('%s and %s', (claimed, actual, expected) => {
        expect(holds({ expression: '', claimed, actual })).toBe(expected);
    });
});

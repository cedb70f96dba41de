/** The built package does what `docs/library.md` claims. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Failure } from '../../src-engine/result/failure.js';
import type { Reason } from '../../src-engine/result/reason.js';
import { claimsOf, holds, typeErrors } from './documentation.js';

/** The compiler reports a code that is missing here. */
const reasons: Record<Reason['code'], true> = {
    invalid: true,
    'wrong-block': true,
    'unknown-value': true,
    collinear: true,
    'not-positive-definite': true,
    'not-identified': true,
    'infinite-moment': true,
    'infinite-over-samples': true,
    'link-domain': true,
    'no-formula': true,
    structure: true,
    'not-computed': true,
    'not-enumerated': true,
    accuracy: true,
    'not-finite': true,
    'factor-of-zero': true,
    stopped: true
};
const failures: Record<Failure['code'], true> = {
    'no-variance': true,
    unreachable: true,
    'too-large': true,
    'stays-open': true,
    'at-null': true,
    'wrong-sign': true,
    'power-below-level': true,
    'degrees-of-freedom': true,
    'not-in-hypothesis': true,
    rough: true,
    'no-price': true
};

describe('docs/library.md', () => {
    it.each([
        ['reason.code', Object.keys(reasons)],
        ['failure.code', Object.keys(failures)]
    ])('lists every `%s`', (heading, codes) => {
        const page = readFileSync(new URL('../../docs/library.md', import.meta.url), 'utf8');
        const rows = page
            .slice(page.indexOf(`| \`${heading}\` |`))
            .split('\n\n')[0]!
            .split('\n')
            .slice(2);
        const listed = rows.flatMap(row => [...row.split('|')[1]!.matchAll(/`([\w-]+)`/g)].map(([, code]) => code));
        expect(listed).toEqual(codes);
    });

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

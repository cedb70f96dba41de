/** Whatever a text looks like, its corrections can be asked for, and apply to it. */
import { expect, test } from 'vitest';
import { allCorrections, correctionsOf, lowerDocument, rewritingsAt } from '../../language/index.js';
import { textAfter } from '../../language/fixes/text-edit.js';
import { issuesOf } from '../language/fixture.js';
import { parsedDocument } from '../open-text.js';
import { slips } from './slips.js';

const pieces = '{ } ( ) = : ~ , ; | " % ^ .. - ? /* each per n sd test model 0,5 y~x+(1|g)'.split(' ');
const tries = 150;

/** A generator of whole numbers below a bound (Numerical Recipes' linear congruence). */
function draws(seed: number): (below: number) => number {
    let state = seed;
    return below => {
        state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
        return Math.floor((state / 2 ** 32) * below);
    };
}

test('Texts with random changes', () => {
    const draw = draws(1);
    const texts = slips.flatMap(({ slips: ofPart }) => ofPart.map(({ text }) => text));
    let corrections = 0;
    for (let i = 0; i < tries; i++) {
        let text = texts[draw(texts.length)];
        for (let changes = 1 + draw(3); changes > 0; changes--) {
            const at = draw(text.length + 1);
            const piece = draw(2) === 0 ? '' : ` ${pieces[draw(pieces.length)]} `;
            text = text.slice(0, at) + piece + text.slice(at + (piece === '' ? 1 + draw(6) : 0));
        }
        const document = parsedDocument(text);
        for (const correction of issuesOf(lowerDocument(document)).flatMap(issue => correctionsOf(document, issue))) {
            expect(textAfter(document.textDocument, correction.edits), correction.title).not.toBe(text);
            corrections++;
        }
        allCorrections(document, parsedDocument);
        const position = document.textDocument.positionAt(draw(text.length + 1));
        rewritingsAt(document, { start: position, end: position });
    }
    expect(corrections).toBeGreaterThan(tries);
});

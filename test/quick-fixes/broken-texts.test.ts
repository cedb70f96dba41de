/** Whatever a text looks like, its corrections can be asked for, and apply to it. */
import { expect, test } from 'vitest';
import { allCorrections, correctionsOf, lowerDocument, rewritingsAt } from '../../language/index.js';
import { textAfter } from '../../language/fixes/text-edit.js';
import { issuesOf } from '../language/fixture.js';
import { openDocument, parsedDocument } from '../open-text.js';
import { model, slips } from './slips.js';

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

test('A proposal that leaves the error is not offered', async () => {
    const document = await openDocument(model({ fixedB: 'fixed B { beta1: x 0.3 }' }));
    const [issue] = issuesOf(lowerDocument(document));
    const line = document.textDocument
        .getText()
        .split('\n')
        .findIndex(text => text.includes('beta1: x'));
    const titles = (text: string, from: number, to: number): string[] => {
        const at = { start: { line, character: from }, end: { line, character: to } };
        return correctionsOf(document, { ...issue!, fixes: [{ kind: 'replace', title: text, text, at }] }).map(({ title }) => title);
    };
    const value = 21;
    expect(titles('= 0.3', value, value + 3)).toEqual(['= 0.3']);
    // The same error at another word.
    expect(titles('dose 0.3', value, value + 3)).toEqual([]);
});

/** The random designs of `docs/validation.md`: the file has what the program says today. Every fifteenth design is computed again. */
import { describe, expect, it } from 'vitest';
import { rulesCheckedOn, checkedDesigns, type CheckedDesign } from '../../validation/reliability/checked-design.js';
import { casesOf, silentlyOff } from '../../validation/reliability/tables.js';
import { designKinds, randomDesigns, responseNames } from '../../validation/reliability/random-designs.js';

const designs = checkedDesigns(new URL('../../validation/results/randomDesigns.json', import.meta.url));

/** Not a multiple of the number of kinds or families, so that these take turns. */
const every = 15;
const chosen = designs.filter((_, i) => i % every === 0);
const titled = (design: CheckedDesign): string => `${design.kind}, ${design.responses}, ${design.seed}`;

/** The errors of the exact variances that simulations give; sums and closed forms reach more. */
const relativeError = 0.02;

/** From the last digits of the file. */
const rounding = 1e-5;

describe('the file', () => {
    it('has 300 designs of every kind and family, as their seeds draw them', () => {
        const drawn = randomDesigns(designKinds, responseNames, 300, 1);
        expect(designs.map(({ kind, responses, seed, text }) => ({ kind, responses, seed, text }))).toEqual(drawn);
    });

    it('has exact variances of nearly all of them', () => {
        expect(designs.filter(({ variances }) => variances.length === 0).length).toBeLessThan(15);
    });

    it('has no number over 10 % off without a word', () => {
        expect(silentlyOff(casesOf(designs)).map(({ seed, parameter }) => `${seed}: ${parameter}`)).toEqual([]);
    });
});

describe('computed again', () => {
    it.each(chosen.map(design => [titled(design), design] as const))(
        '%s: the program shows the same numbers, with the same words',
        (_, design) => {
            const { variances, warnings } = rulesCheckedOn(design, relativeError, design);
            expect(warnings).toEqual(design.warnings);
            expect(variances.map(({ parameter, using, isMarked }) => ({ parameter, using, isMarked }))).toEqual(
                design.variances.map(({ parameter, using, isMarked }) => ({ parameter, using, isMarked }))
            );
            variances.forEach(({ headline, parameter }, i) => {
                const before = design.variances[i].headline;
                expect(headline === null, parameter).toBe(before === null);
                expect(Math.abs((headline ?? 1) / (before ?? 1) - 1), parameter).toBeLessThan(rounding);
            });
        },
        120_000
    );

    // Simulated exact variances take too long here.
    const summed = designs.filter(({ variances }) => variances.length > 0 && variances.every(({ error }) => error < 1e-6));
    const again = summed.filter((_, i) => i % Math.ceil(summed.length / 20) === 0);
    it.each(again.map(design => [titled(design), design] as const))(
        '%s: the exact variances are the same',
        (_, design) => {
            const { variances } = rulesCheckedOn(design, relativeError);
            for (const [i, { exact, parameter }] of variances.entries()) {
                expect(Math.abs(exact / design.variances[i].exact - 1), parameter).toBeLessThan(rounding);
            }
        },
        120_000
    );
});

/** Where the elements of a model stand in its text, and their comments. */
import { describe, expect, it } from 'vitest';
import { openText } from '../../open-text.js';

describe('places and comments', () => {
    it('tells where everything stands, with its comment', async () => {
        const source = `/** The model.
 * In two lines. */
model m "A title" {
    family gaussian(phi = 2)
    /** Dose in mg. */
    predictor x ~ Normal(0, 1)
    fixed A {
        /** The intercept. */
        beta0: 1 = 0.5
        slope: x = 1
    }
    random g { beta0 sd 0.8; slope sd 1; correlation(slope, beta0) = 0.1 }
    design { g = 50, n = 20 }
    // no doc
    derive r = exp(slope)
    test main: slope = 0
    test slope - beta0 = 0
    precision r halfwidth 0.1
}`;
        const [model] = (await openText(source)).models;
        expect([model.name, model.title, model.doc]).toEqual(['m', 'A title', 'The model.\nIn two lines.']);
        const lines = source.split('\n');
        const shown = model.places.map(({ kind, name, nameRange: { start, end }, doc }) => [
            kind,
            name,
            lines[start.line].slice(start.character, end.character),
            doc
        ]);
        expect(shown).toEqual([
            ['dispersion', 'phi', 'phi = 2', null],
            ['predictor', 'x', 'x', 'Dose in mg.'],
            ['fixed', 'beta0', 'beta0', 'The intercept.'],
            ['fixed', 'slope', 'slope', null],
            ['group', 'g', 'g', null],
            ['variance', 'var(beta0 | g)', 'beta0', null],
            ['variance', 'var(slope | g)', 'slope', null],
            ['covariance', 'cov(beta0, slope | g)', 'beta0', null],
            ['derived', 'r', 'r', null],
            ['test', 'main', 'main', null],
            ['test', 'slope - beta0 = 0', 'slope - beta0 = 0', null],
            ['precision', 'r', 'r', null]
        ]);
    });

    it('say where goals, costs, sweeps and `?` stand, and which of the spec they are', async () => {
        const source = `model m {
    family poisson
    predictor x ~ Uniform(-1, 1)
    fixed A { beta0: 1 = 0.5 }
    fixed B { slope: x = ( ? ) }
    random g { beta0 sd 0.8 }
    design { g = 50, n = 20 }
    sweep n = 5..10
    sweep g = 20, 50
    test slope = 0 power 0.8
    test slope = 0 power 2
    test slope = 0 greater power 0.9
    precision nothing halfwidth 1
    precision slope halfwidth 0.1
    /** What a visit costs. */
    cost { per observation 5 }
}`;
        const [model] = (await openText(source)).models;
        const lines = source.split('\n');
        const shown = model.places
            .filter(({ kind }) => ['test', 'precision', 'cost', 'sweep', 'asked'].includes(kind))
            .map(({ kind, name, index, nameRange: { start, end }, range, doc }) => [
                kind,
                name,
                index,
                `${start.line}: ${lines[start.line].slice(start.character, end.character)}`,
                lines[range.start.line].slice(range.start.character, range.end.character),
                doc
            ]);
        expect(shown).toEqual([
            ['sweep', 'n', 0, '7: n', 'sweep n = 5..10', null],
            ['sweep', 'g', 1, '8: g', 'sweep g = 20, 50', null],
            ['test', 'slope = 0', 0, '9: slope = 0', 'test slope = 0 power 0.8', null],
            ['test', 'slope = 0', null, '10: slope = 0', 'test slope = 0 power 2', null],
            ['test', 'slope = 0', 1, '11: slope = 0', 'test slope = 0 greater power 0.9', null],
            ['precision', 'nothing', null, '12: nothing', 'precision nothing halfwidth 1', null],
            ['precision', 'slope', 0, '13: slope', 'precision slope halfwidth 0.1', null],
            ['cost', 'cost', null, '15: cost', 'cost { per observation 5 }', 'What a visit costs.'],
            ['asked', 'slope', null, '4: ?', 'slope: x = ( ? )', null]
        ]);
    });
});

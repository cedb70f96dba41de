import { describe, expect, it } from 'vitest';
import { asciiName, Identifiers } from '../../language/export/identifiers.js';

describe('names in ASCII', () => {
    it.each([
        ['β₁', 'beta1'],
        ['Σ', 'Sigma'],
        ['größe', 'grosse'],
        ['Ångström', 'Angstrom'],
        ['ﬁ_œuvre', 'fi_oeuvre'],
        ['_x__1_', 'x_1'],
        ['2nd', 'v2nd'],
        ['日', 'v'],
        ['ά', 'alpha']
    ])('%s is %s', (name, ascii) => expect(asciiName(name)).toBe(ascii));
});

describe('identifiers', () => {
    it('are distinct, not reserved, and told where they differ from the name', () => {
        const identifiers = new Identifiers(['class']);
        const given = ['class', 'β', 'beta', 'class_2', 'x'].map(name => identifiers.named(name, 'predictor'));
        expect(given).toEqual(['class_2', 'beta', 'beta_2', 'class_2_2', 'x']);
        expect(identifiers.notes).toEqual([
            'class_2 is the predictor class',
            'beta is the predictor β',
            'beta_2 is the predictor beta',
            'class_2_2 is the predictor class_2'
        ]);
    });

    it('take the first wish that is free', () => {
        const identifiers = new Identifiers([]);
        expect([1, 2, 3].map(() => identifiers.take('y', 'response'))).toEqual(['y', 'response', 'y_2']);
    });
});

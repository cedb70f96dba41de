import { describe, expect, it } from 'vitest';
import { openText } from '../open-text.js';

/** A cluster trial with a random slope, with its fixed effects as given. */
const trial = (fixed: string): string => `model trial {
  family poisson
  predictor arm each 0, 1 per clinic
  predictor t each 0, 1, 2
  predictor x ~ Normal(0, 1)
  ${fixed}
  random clinic { b0 sd 0.4; bt sd 0.2 }
  design { clinic = 40, n = 12 }
}
`;

async function onlyModel(text: string) {
    const { models } = await openText(text);
    return models[0]!;
}

const effects = { b0: '1', bx: 'x', bt: 't', arm: 'arm', slope: 'arm * t', other: 'arm * x' };
const entries = (names: (keyof typeof effects)[]): string => names.map(name => `${name}: ${effects[name]} = 0.1`).join('; ');

describe('plain fixed', () => {
    it('sorts effects into the blocks that named blocks must have', async () => {
        const plain = await onlyModel(trial(`fixed { ${entries(['b0', 'bx', 'bt', 'arm', 'slope', 'other'])} }`));
        const named = await onlyModel(
            trial(`fixed A { ${entries(['b0', 'bt', 'arm', 'slope'])} }\n  fixed B { ${entries(['bx', 'other'])} }`)
        );
        expect(plain.issues).toEqual([]);
        expect(plain.spec).toEqual(named.spec);
        expect(plain.hash).toBe(named.hash);
        expect([plain.sorted, named.sorted]).toEqual([['b0', 'bx', 'bt', 'arm', 'slope', 'other'], []]);
    });

    it('stands beside named blocks, which are still checked', async () => {
        const mixed = await onlyModel(trial(`fixed A { ${entries(['b0', 'arm'])} }\n  fixed { ${entries(['bx', 'bt', 'slope'])} }`));
        expect(mixed.issues).toEqual([]);
        expect(mixed.spec?.fixed.map(({ name, block }) => `${block} ${name}`)).toEqual(['A b0', 'A arm', 'A bt', 'A slope', 'B bx']);
        const wrong = await onlyModel(trial(`fixed B { ${entries(['arm'])} }\n  fixed { ${entries(['b0', 'bx', 'bt'])} }`));
        expect(wrong.issues.map(({ code, fixes }) => [code, fixes?.[0]?.kind])).toEqual([['wrong-block', 'move']]);
    });

    it('puts all effects into B where the model has no random effects', async () => {
        const { spec, issues } = await onlyModel(
            'model m { family poisson\npredictor x ~ Normal(0, 1)\nfixed { b0: 1 = 0; b1: x = 0.2 }\ndesign { n = 100 } }'
        );
        expect(issues).toEqual([]);
        expect(spec?.fixed.map(({ block }) => block)).toEqual(['B', 'B']);
    });

    it('may come twice, and keeps the order of the text in each block', async () => {
        const { spec } = await onlyModel(trial(`fixed { ${entries(['bx', 'bt'])} }\n  fixed { ${entries(['other', 'b0'])} }`));
        expect(spec?.fixed.map(({ name }) => name)).toEqual(['bt', 'b0', 'bx', 'other']);
    });
});

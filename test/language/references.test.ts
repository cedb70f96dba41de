import { CstUtils, EmptyFileSystem, URI, type LangiumDocument } from 'langium';
import { describe, expect, it } from 'vitest';
import { createGlmmServices } from '../../language/index.js';
import { withoutMarks } from './fixture.js';

const { shared, Glmm } = createGlmmServices(EmptyFileSystem);
let files = 0;

async function open(text: string): Promise<LangiumDocument> {
    const document = shared.workspace.LangiumDocumentFactory.fromString(text, URI.file(`/references-${files++}.glmm`));
    shared.workspace.LangiumDocuments.addDocument(document);
    await shared.workspace.DocumentBuilder.build([document], { validation: true });
    return document;
}

/** The marked places are the declaration and all uses of one name, whichever of them one starts from. */
async function expectOneName(marked: string): Promise<void> {
    const { text, ranges } = withoutMarks(marked);
    const document = await open(text);
    const root = document.parseResult.value.$cstNode!;
    for (const { start } of ranges) {
        const leaf = CstUtils.findLeafNodeAtOffset(root, document.textDocument.offsetAt(start))!;
        const [declaration] = Glmm.references.References.findDeclarations(leaf);
        expect(declaration, `a declaration from ${start.line + 1}:${start.character + 1}`).toBeDefined();
        const found = Glmm.references.References.findReferences(declaration, { includeDeclaration: true }).toArray();
        const shown = found
            .map(({ segment }) => segment.range)
            .sort((a, b) => a.start.line - b.start.line || a.start.character - b.start.character);
        expect(shown).toEqual(ranges);
    }
}

describe('names and their uses', () => {
    it('a fixed effect, and not the predictor of the same name', async () => {
        await expectOneName(`model m {
    predictor dose ~ Normal(0, 1)
    fixed A { »dose«: dose = 0.1 }
    random g { »dose« sd 1; beta0 sd 1; correlation(beta0, »dose«) = 0 }
    test »dose« - beta0 = 0
    derive r = exp(»dose«) / var(»dose« | g)
}`);
    });

    it('a predictor, and not the fixed effect of the same name', async () => {
        await expectOneName(`model m {
    predictor »dose« ~ Normal(0, 1)
    predictor sq = »dose«^2 + log(»dose«)
    fixed A { dose: »dose« = 0.1 }
    test dose = 0
    offset 2 * »dose«
    data d from "d.csv" { x a, »dose« b }
}`);
    });

    it('a group', async () => {
        await expectOneName(`model m {
    predictor arm each 0, 1 per »clinic«
    random »clinic« { beta0 sd 1 }
    random ward in »clinic« { }
    design { »clinic« = 5, n = 2 }
    sweep »clinic« = 5, 10
    cost { per »clinic« 100 }
    derive s = sd(beta0 | »clinic«)
}`);
    });

    it('a constant of one model', async () => {
        await expectOneName(`let k = 1
model a {
    let »k« = 2, j = »k«
    family gaussian(»k«)
    predictor x ~ Normal(0, »k« * 2)
}
model b { family gaussian(k) }`);
    });

    it('a constant of the file, except where a model has its own', async () => {
        await expectOneName(`let »k« = 1, j = »k« + 1
model a { let k = 2 family gaussian(k) }
model b { family gaussian(»k«) }`);
    });

    it('a level of one predictor', async () => {
        await expectOneName(`model m {
    predictor site ~ Categorical(»b«: 0.5, c: 0.5)
    predictor other ~ Categorical(b: 0.5, c: 0.5)
    fixed B { one: site[»b«] = 1, two: other[b] * site[»b«] = 1 }
}`);
    });

    it('a named point, in terms, tests, random effects and sweeps', async () => {
        await expectOneName(`model m {
    predictor arm each control, »low«, high per g
    predictor other each low, b
    fixed { beta0: 1 = 0; dose: levels(arm) = [1, 2]; o: levels(other) = 1; one: arm[»low«] * other[low] = 0 }
    random g { dose[»low«] sd 1; beta0 sd 1; correlation(beta0, dose[»low«]) = 0 }
    sweep dose[»low«] = 1, 2
    test dose[»low«] - dose[high] = 0
    derive r = dose[»low«] / sd(dose[»low«] | g)
}`);
    });

    it('a level in quotes, and each factor of an interaction', async () => {
        await expectOneName(`model m {
    predictor arm each control, »"high dose"«
    predictor visit each control, late
    fixed { both: levels(arm) * levels(visit) = [[1]]; x: arm[»"high dose"«] = 1 }
    test both[»"high dose"«, late] = 0
}`);
        await expectOneName(`model m {
    predictor arm each control, late
    predictor visit each control, »late«
    fixed { both: levels(arm) * levels(visit) = [[1]] }
    test both[late, »late«] = 0
}`);
    });

    it('offers every name that a place can hold', async () => {
        const document = await open(`let top = 1
model m {
    let inner = 2
    predictor x ~ Normal(0, 1)
    fixed B { beta1: x = inner }
    test beta1 = 0
}`);
        const { models } = document.parseResult.value as unknown as { models: { elements: never[] }[] };
        const effects = models[0].elements[2] as { effects: { term: never; value: never }[] };
        const names = (node: never, property = 'target'): string[] =>
            Glmm.references.ScopeProvider.getScope({ container: node, property, reference: { $refText: '', ref: undefined } })
                .getAllElements()
                .map(({ name }) => name)
                .toArray()
                .sort();
        expect(names(effects.effects[0].term)).toEqual(['inner', 'top', 'x']);
        expect(names(effects.effects[0].value)).toEqual(['inner', 'top']);
    });
});

/** The arguments of what is being called, with the one at the cursor. */
import { EmptyFileSystem, URI } from 'langium';
import { describe, expect, it } from 'vitest';
import { createGlmmServices } from '../../language/index.js';
import { GlmmSignatureHelpProvider } from '../../server/features/signature-help-provider.js';
import { cursorMark } from './offered-completions.js';

const { shared, Glmm } = createGlmmServices(EmptyFileSystem, {
    language: { lsp: { SignatureHelp: services => new GlmmSignatureHelpProvider(services) } }
});

/** The label with the argument at the cursor in capitals; null without help. */
async function helpAt(marked: string): Promise<string | null> {
    const text = marked.replace(cursorMark, '');
    const document = shared.workspace.LangiumDocumentFactory.fromString(text, URI.file('/called.glmm'));
    const position = document.textDocument.positionAt(marked.indexOf(cursorMark));
    const help = await Glmm.lsp.SignatureHelp!.provideSignatureHelp(document, { textDocument: { uri: document.uri.toString() }, position });
    const [signature] = help?.signatures ?? [];
    if (!signature) {
        return null;
    }
    expect(signature.documentation).toMatchObject({ kind: 'markdown', value: expect.stringMatching(/\w/) as string });
    const parameter = signature.parameters?.[help?.activeParameter ?? -1];
    const [start, end] = (parameter?.label ?? [0, 0]) as [number, number];
    return signature.label.slice(0, start) + signature.label.slice(start, end).toUpperCase() + signature.label.slice(end);
}

describe('the signature', () => {
    it.each([
        ['model m { predictor x ~ Normal(▮', 'Normal(MEAN, sd)'],
        ['model m { predictor x ~ Normal(0, ▮)\n  fixed A { b: 1 = 0 } }', 'Normal(mean, SD)'],
        ['model m { predictor x ~ Normal(sd = 1▮', 'Normal(mean, SD)'],
        ['model m { predictor x ~ Normal(log(2), ▮', 'Normal(mean, SD)'],
        ['model m { predictor x ~ Normal(log(▮', 'log(X)'],
        ['model m { predictor (x, z) ~ MvNormal([0, ▮', 'MvNormal(MEAN, covariance)'],
        ['model m { predictor (x, z) ~ MvNormal([0, 0], [[1, ▮', 'MvNormal(mean, COVARIANCE)'],
        ['model m { predictor x ~ Mixture(0.5: Normal(0, ▮', 'Normal(mean, SD)'],
        ['model m { predictor x ~ Discrete(0, 1, ▮', 'Discrete(VALUE: PROBABILITY, …)'],
        ['model m { family gaussian(▮', 'gaussian(PHI)'],
        ['model m { family binomial(trials = ▮', 'binomial(TRIALS)'],
        ['model m { fixed A { b: 1 = logit(▮', 'logit(P)'],
        ['model m { fixed B { b: x = (OR(▮', 'OR(RATIO)'],
        ['model m { random g { correlation(a, ▮', 'correlation(effect, EFFECT)'],
        ['model m { derive v = cov(a, b | ▮', 'cov(effect, effect | GROUP)'],
        ['model m { design { n ~ Sizes(mean = 20, ▮', 'Sizes(mean, CV)'],
        ['model m { family gaussian(▮phi) }', 'gaussian(PHI)'],
        ['model m { family gaussian(phi▮) }', 'gaussian(PHI)'],
        ['model m { predictor x ~ Normal(s▮d = 1, mean = 0) }', 'Normal(mean, SD)'],
        ['model m { predictor x ~ Normal(sd = 1, ▮0) }', 'Normal(MEAN, sd)'],
        ['model m { predictor x ~ Normal(▮0, mean = 1) }', 'Normal(mean, SD)'],
        ['model m { predictor x ~ StudentT(3, scale = 1, ▮0) }', 'StudentT(df, LOCATION, scale)'],
        ['model m { predictor x ~ Normal(0, 1, ▮', 'Normal(mean, sd)']
    ])('%s', async (text, expected) => expect(await helpAt(text)).toBe(expected));
});

describe('no signature', () => {
    it.each([
        ['outside of parentheses', 'model m { predictor x ~ Normal(0, 1) ▮'],
        ['after the parenthesis of a family', 'model m { family gaussian(phi)▮ }'],
        ['of a family without arguments', 'model m { family poisson(▮'],
        ['of an unknown name', 'model m { predictor x ~ Gauss(▮'],
        ['of several predictors', 'model m { predictor (▮'],
        ['in the next block', 'model m { fixed A { b: 1 = log(2 } fixed B { ▮'],
        ['in a comment', 'model m { predictor x ~ Normal(0, // ▮']
    ])('%s', async (_, text) => expect(await helpAt(text)).toBeNull());
});

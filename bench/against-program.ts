/**
 * The work of one checkout, timed by `scripts/bench-against.mjs`. It is bundled once from each checkout, so it imports only what both have: the public
 * interfaces of the engine and the language. The two are compared on the numbers that both compute: a checkout from before the rules on rough numbers does
 * not know the option `cautions`, and has none.
 */
import { analyze, answer } from '../src-engine/index.js';
import { loweredModels } from './lowered-models.js';

/** Functions that each do one kind of work once, on all models of the text. Answers only where the text asks for any. */
export async function works(text: string): Promise<Record<string, () => unknown>> {
    const specs = (await loweredModels(text)).flatMap(({ spec }) => (spec ? [spec] : []));
    const options = { exact: 'none', cautions: false } as const;
    const analyses = {
        read: () => loweredModels(text),
        analyze: () => specs.map(spec => analyze(spec, options)),
        'analyze, with cautions,': () => specs.map(spec => analyze(spec, { exact: 'none' }))
    };
    const asking = specs.filter(({ tests, precisions }) => tests.length + precisions.length > 0);
    return asking.length === 0
        ? analyses
        : {
              ...analyses,
              answer: () => asking.map(spec => answer(spec, options)),
              'answer, with cautions,': () => asking.map(spec => answer(spec, { exact: 'none' }))
          };
}

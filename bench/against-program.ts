/**
 * The work of one checkout, timed by `scripts/bench-against.mjs`. It is bundled once from each checkout, so it imports only what both have: the public
 * interfaces of the engine and the language. The two are compared on the numbers that both compute: a checkout from before the rules on rough numbers does
 * not know the option `cautions`, and has none.
 */
import { analyze, answer } from '../src-engine/index.js';
import { loweredModels } from './lowered-models.js';

/** Functions that each do one kind of work once, on all models of the text. */
export async function works(text: string): Promise<Record<string, () => unknown>> {
    const specs = (await loweredModels(text)).flatMap(({ spec }) => (spec ? [spec] : []));
    const options = { exact: 'none', cautions: false } as const;
    return {
        read: () => loweredModels(text),
        analyze: () => specs.map(spec => analyze(spec, options)),
        answer: () => specs.map(spec => answer(spec, options)),
        'analyze, with cautions,': () => specs.map(spec => analyze(spec, { exact: 'none' })),
        'answer, with cautions,': () => specs.map(spec => answer(spec, { exact: 'none' }))
    };
}

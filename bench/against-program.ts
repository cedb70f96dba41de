/**
 * The work of one checkout, timed by `scripts/bench-against.mjs`. It is bundled once from each checkout, so it imports only what both have: the public
 * interfaces of the engine and the language.
 */
import { analyze, answer } from '../src-engine/index.js';
import { loweredModels } from './lowered-models.js';

/** Functions that each do one kind of work once, on all models of the text. */
export async function works(text: string): Promise<Record<string, () => unknown>> {
    const specs = (await loweredModels(text)).flatMap(({ spec }) => (spec ? [spec] : []));
    return {
        read: () => loweredModels(text),
        analyze: () => specs.map(spec => analyze(spec, { exact: 'none' })),
        answer: () => specs.map(spec => answer(spec, { exact: 'none' }))
    };
}

import { LanguageSession } from '../test/server/language-session.js';
import { isPending } from './keystrokes.js';
import { quantiles, type Quantiles } from './quantiles.js';

const models = 100;
const warmUps = 3;
const measured = 15;

export interface ChangedModelsTime {
    /** How many models of the file the edit changes. */
    changed: number;
    lenses: Quantiles;
}

/** A file of a hundred models, some of which use the constant at the top. */
function text(changed: number, constant: number): string {
    const model = (index: number) => `model m${index} {
    family bernoulli
    predictor x ~ Normal(0, 1)
    fixed A { beta0: 1 = -${1 + index / 100} }
    fixed B { beta1: x = ${index < changed ? 'effect' : '0.5'} }
    random clinic { beta0 sd 0.8 }
    design { clinic = 40, n = 15 }
}`;
    return `let effect = ${constant}\n${Array.from({ length: models }, (_, index) => model(index)).join('\n')}\n`;
}

/** Measures the time from the edit of a constant to fresh lenses, by the number of models that use the constant. */
export async function measureChangedModels(counts: readonly number[]): Promise<ChangedModelsTime[]> {
    const results: ChangedModelsTime[] = [];
    for (const changed of counts) {
        const session = await LanguageSession.start({ command: [process.execPath, 'dist/server/main.mjs', '--stdio'] });
        const uri = 'file:///bench/changed.glmm';
        await session.open(uri, text(changed, 0.5));
        await session.lensesWhen(uri, (_, lenses) => lenses.every(lens => !isPending(lens.data)));
        const times: number[] = [];
        for (let i = -warmUps; i < measured; i++) {
            const start = performance.now();
            await session.change(uri, { text: text(changed, 0.5 + (i + warmUps + 1) / 1000) });
            await session.lensesWhen(uri, (_, lenses) => lenses.every(lens => !isPending(lens.data)));
            if (i >= 0) {
                times.push(performance.now() - start);
            }
        }
        results.push({ changed, lenses: quantiles(times) });
        await session.stop();
    }
    return results;
}

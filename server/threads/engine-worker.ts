/** The engine's thread. All computation is in `src-engine`. */
import { analyze, answer, KeptInformation, sweep, VarianceStore } from '../../src-engine/index.js';
import type { EngineResult, EngineWork } from './engine-messages.js';
import { serveThread } from './worker-thread.js';

/** Exact variances take about a second, and the numbers and the answers of a model need the same ones. */
const keptInformation = new KeptInformation();

serveThread((work: EngineWork, shouldStop): EngineResult => {
    switch (work.kind) {
        case 'analyze':
            return { kind: 'analyze', analysis: analyze(work.spec, { ...work.options, shouldStop }, keptInformation) };
        case 'answer': {
            const { exact = 'closed', seed = 1 } = work.options;
            const variances = new VarianceStore({ shouldStop, exact, seed, keptInformation });
            return { kind: 'answer', answers: answer(work.spec, { ...work.options, shouldStop, variances }) };
        }
        case 'sweep':
            return { kind: 'sweep', rows: sweep(work.points, { ...work.options, shouldStop }) };
    }
});

/** The engine's thread. All computation is in `src-engine`. */
import { analyze, answer, sweep } from '../../src-engine/index.js';
import type { EngineResult, EngineWork } from './engine-messages.js';
import { serveThread } from './worker-thread.js';

serveThread((work: EngineWork, shouldStop): EngineResult => {
    switch (work.kind) {
        case 'analyze':
            return { kind: 'analyze', analysis: analyze(work.spec, { ...work.options, shouldStop }) };
        case 'answer':
            return { kind: 'answer', answers: answer(work.spec, { ...work.options, shouldStop }) };
        case 'sweep':
            return { kind: 'sweep', rows: sweep(work.points, { ...work.options, shouldStop }) };
    }
});

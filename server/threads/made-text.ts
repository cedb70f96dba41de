import type { MadeText } from '../protocol.js';
import type { JobOutcome } from './worker-host.js';

/** The text that a thread has written, for the client. Details of a failure are in the log. */
export function madeText(outcome: JobOutcome<MadeText>, failure: string): MadeText {
    switch (outcome.kind) {
        case 'done':
            return outcome.result;
        case 'stopped':
            return { text: null, problem: null };
        case 'failed':
            return { text: null, problem: `${failure}. The GLMM output has the details.` };
    }
}

import type { MadeText } from '../protocol.js';
import type { JobOutcome } from './worker-host.js';

/** What a thread has made, for the client. The log has what is to be known of a failure. */
export function madeText(outcome: JobOutcome<MadeText>, failure: string): MadeText {
    switch (outcome.kind) {
        case 'done':
            return outcome.result;
        case 'stopped':
            return { text: null, problem: null };
        case 'failed':
            return { text: null, problem: `${failure}. The output of GLMM says more.` };
    }
}

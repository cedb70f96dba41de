/** What makes the numbers of a design rough, beyond their errors. */
import type { FewDraws } from './few-draws.js';
import type { FewEvents } from './few-events.js';
import type { UnevenGroups } from './uneven-groups.js';

/** In `Analysis` of the design as written; in `DesignAnswers` at the answer to the `?`, and nothing where nothing is asked for. Nothing where they are not looked for, either. */
export interface Cautions {
    /** The cell with the fewest events, below 5, among those of effects whose tests don't tell of it; null where all have enough, or a size is missing. */
    fewEvents: FewEvents | null;
    /** The effects of drawn predictors whose variance depends much on which values a study draws, the worst first; empty where none does by much, or a size is missing. */
    fewDraws: FewDraws[];
    /** The effect whose variance depends most on whether a study has the few units that say most; null where none does by much, or a size is missing. */
    unevenGroups: UnevenGroups | null;
}

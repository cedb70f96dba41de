/**
 * The effort of a mean over studies that is not told itself: at few sizes, with lines between, and with few draws. The error is about that of the draws.
 */
import { budgetOfDifferences, budgetOfPicture, budgetOfSearch, errorOfPicture, scramblesOfPicture } from './limits.js';

export type StudyEffort =
    /** For pictures, first guesses, and ratios of variances. */
    | 'picture'
    /** For a search over many sizes, whose result other variances confirm. */
    | 'search'
    /** As many draws for all true values, so that differences between these have hardly any noise. */
    | 'differences';

export const studyEfforts: Record<StudyEffort, { budget: number; target: number; scrambles: number }> = {
    picture: { budget: budgetOfPicture, target: errorOfPicture, scrambles: scramblesOfPicture },
    search: { budget: budgetOfSearch, target: errorOfPicture, scrambles: scramblesOfPicture },
    differences: { budget: budgetOfDifferences, target: 0, scrambles: scramblesOfPicture }
};

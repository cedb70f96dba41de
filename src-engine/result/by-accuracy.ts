/** The accuracies, and records with one entry for each of them. */
import type { Accuracy } from '../spec/model-spec.js';

export type ByAccuracy<T> = Record<Accuracy, T>;

/** From the coarsest to the finest. */
export const accuracies: readonly Accuracy[] = ['leading', 'twoTerm', 'refined', 'exact'];

export function byAccuracy<T>(make: (accuracy: Accuracy) => T): ByAccuracy<T> {
    return { leading: make('leading'), twoTerm: make('twoTerm'), refined: make('refined'), exact: make('exact') };
}

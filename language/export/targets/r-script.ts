/** The common part of the targets in R. */
import type { Study } from '../study.js';
import { rHeader, rSimulation } from '../r/r-simulation.js';
import { reservedInR } from '../r/r-text.js';
import type { ScriptLanguage } from '../script.js';

/** Names keep their letters, and factors are factors. */
export const r: ScriptLanguage = { reserved: reservedInR, spelling: name => name.normalize('NFC'), hasFactors: true };

/** Simulates one data set, then fits it. */
export function simulatedAndFitted(purpose: string, fit: (study: Study) => string[]): (study: Study, seed: number) => string[] {
    return (study, seed) => [...rHeader(study, purpose), '', ...rSimulation(study, seed), '', ...fit(study)];
}

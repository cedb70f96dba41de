/** The catalogue of diagnostics: one record for each code. Messages are worded in the records and nowhere else. */
import { accuracy } from './accuracy.js';
import { answers } from './answers.js';
import { callArguments } from './arguments.js';
import { covariances } from './covariances.js';
import { data } from './data.js';
import { design } from './design.js';
import type { DiagnosticRecord } from './diagnostic.js';
import { effectScales } from './effect-scales.js';
import { factors } from './factors.js';
import { family } from './family.js';
import { files } from './files.js';
import { finiteValues } from './finite-values.js';
import { fixedEffects } from './fixed-effects.js';
import { functions } from './functions.js';
import { goals } from './goals.js';
import { laws } from './laws.js';
import { names } from './names.js';
import { numbers } from './numbers.js';
import { randomEffects } from './random-effects.js';
import { separability } from './separability.js';
import { sweeps } from './sweeps.js';
import { syntax } from './syntax.js';
import { terms } from './terms.js';
import { unfinished } from './unfinished.js';
import { variances } from './variances.js';

export const diagnostics = {
    ...syntax,
    ...unfinished,
    ...names,
    ...numbers,
    ...finiteValues,
    ...functions,
    ...callArguments,
    ...terms,
    ...factors,
    ...laws,
    ...family,
    ...fixedEffects,
    ...effectScales,
    ...randomEffects,
    ...variances,
    ...covariances,
    ...separability,
    ...design,
    ...goals,
    ...answers,
    ...sweeps,
    ...accuracy,
    ...data,
    ...files
} satisfies Record<string, DiagnosticRecord<never>>;

export type DiagnosticCode = keyof typeof diagnostics;

/** The facts that a check reports with a code. */
export type FactsOf<Code extends DiagnosticCode> = Parameters<(typeof diagnostics)[Code]['message']>[0];

/** The record of a code, whatever its facts are. */
export function diagnosticOf(code: DiagnosticCode): DiagnosticRecord<unknown> {
    return diagnostics[code] as DiagnosticRecord<never> as DiagnosticRecord<unknown>;
}

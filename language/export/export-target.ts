/** The record of an export target. Each is a file in `targets/`; `targets.ts` lists them by name. */
import type { ModelSpec, Term } from '../../src-engine/spec/model-spec.js';
import type { AuthorScales } from '../presentation/notation/author-scale.js';
import type { ModelNumbers } from './model-numbers.js';

/** The names, as after `--to` on the command line. */
export type ExportTarget = 'lme4' | 'glmmTMB' | 'simr' | 'brms' | 'stan' | 'mixedmodels' | 'statsmodels' | 'latex' | 'csv';

/** A model that a target supports. */
export interface ExportedModel {
    /** The model as the author wrote it, with its questions. */
    asked: ModelSpec;
    /** The model with every number known. */
    spec: ModelSpec;
    numbers: ModelNumbers;
    title: string | null;
    /** Sentences about the model: which numbers were computed, and which version of the tool the code needs. */
    remarks: string[];
    /** The value of each effect as written in the file, a term without predictors. */
    written: Readonly<Record<string, Term>> | undefined;
    /** The scales on which the author wrote the numbers. */
    scales: AuthorScales;
    /** The seed of the simulated data, or of the code that simulates them. A whole number. */
    seed: number;
}

export interface TargetRecord<Name extends ExportTarget = ExportTarget> {
    name: Name;
    /** The name of the tool in a sentence. */
    title: string;
    /** What the text does, in a few words: for the help of the command line, the choice in the editor and the README. */
    what: string;
    /** The editor's identifier of the language of the text. */
    language: string;
    /** Whether the text fits the model. The refusal of another target names those that do. */
    fits: boolean;
    /** The software that the text needs, with its version; null if any version works. */
    needs(spec: ModelSpec): string | null;
    /** Why the tool can't take the model, as what it "does not …"; null if it can. */
    lack(spec: ModelSpec): string | null;
    /** The lines of the text. */
    lines(model: ExportedModel): string[];
}

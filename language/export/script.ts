/** Export targets that are code: it simulates a data set, and may fit the model. */
import { answer } from '../../src-engine/design/answer.js';
import type { ModelSpec } from '../../src-engine/spec/model-spec.js';
import type { ExportedModel } from './export-target.js';
import { withReadableNumbers } from './readable-numbers.js';
import { studyOf, type Study } from './study.js';

export interface ScriptLanguage {
    /** Words that can't be names of columns. */
    reserved: readonly string[];
    /** How the language spells names of the file. Default: ASCII. */
    spelling?: (name: string) => string;
    /** Whether effects of levels may be those of a factor, so that they need no columns. */
    hasFactors?: boolean;
}

/** The lines of a script, with all numbers to 15 digits. */
export function scriptLines(language: ScriptLanguage, write: (study: Study, seed: number) => string[]): (model: ExportedModel) => string[] {
    return ({ spec, title, remarks, written, seed }) =>
        write(studyOf(withReadableNumbers(spec), { ...language, title, remarks, written, degreesOfFreedom: degreesOfFreedom(spec) }), seed);
}

/** The degrees of freedom of each test; undefined if all references are normal. */
function degreesOfFreedom(spec: ModelSpec): (number | null)[] | undefined {
    return spec.tests.some(({ reference }) => reference !== 'z')
        ? answer(spec, { exact: 'none', allocation: false, around: false }).tests.map(({ df }) => df)
        : undefined;
}

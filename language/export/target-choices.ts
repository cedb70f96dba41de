/** The export targets as a user chooses among them. */
import type { ModelSpec } from '../../src-engine/spec/model-spec.js';
import { ExportProblem } from './export-problem.js';
import type { ExportTarget, TargetRecord } from './export-target.js';
import { lackOf, targets } from './targets.js';

export interface TargetChoice extends Pick<TargetRecord, 'title' | 'what' | 'language'> {
    target: ExportTarget;
    /** Why the tool can't take the model, as a sentence; null if it can. */
    problem: string | null;
}

/** All targets: those that take the model, then the others. */
export function targetChoices(spec: ModelSpec): TargetChoice[] {
    const choices = Object.values(targets).map(({ name, title, what, language }) => ({
        target: name,
        title,
        what,
        language,
        problem: problemOf(spec, name)
    }));
    return [...choices.filter(({ problem }) => problem === null), ...choices.filter(({ problem }) => problem !== null)];
}

function problemOf(spec: ModelSpec, target: ExportTarget): string | null {
    try {
        return lackOf(spec, target);
    } catch (error) {
        if (error instanceof ExportProblem) {
            // The export computes a number that the model asks for; it is not known here.
            return null;
        }
        throw error;
    }
}

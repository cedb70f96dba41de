/** The targets of exports as somebody chooses among them. */
import type { ModelSpec } from '../../src-engine/spec/model-spec.js';
import { ExportProblem } from './export-problem.js';
import { exportTargets, lackOf, toolNames, type ExportTarget } from './targets.js';

export interface TargetChoice {
    target: ExportTarget;
    /** What the tool is called. */
    title: string;
    /** What is written, in a few words. */
    what: string;
    /** Why the tool can't take the model, as a sentence; null where nothing speaks against it. */
    problem: string | null;
}

const whatIsWritten: Record<ExportTarget, string> = {
    lme4: 'R: simulates a data set and fits it by maximum likelihood',
    glmmTMB: 'R: simulates a data set and fits it by maximum likelihood',
    simr: 'R: the power of the tests by simulation',
    brms: 'R: simulates a data set and fits it by Bayesian inference with default priors',
    stan: 'Stan: a program that draws its own data and fits them',
    mixedmodels: 'Julia: simulates a data set and fits it by maximum likelihood',
    statsmodels: 'Python: simulates a data set and fits it by maximum likelihood',
    latex: 'The model and its asymptotic variances as a document',
    csv: 'One simulated data set'
};

/** All targets: those that take the model, then the others. */
export function targetChoices(spec: ModelSpec): TargetChoice[] {
    const choices = exportTargets.map(target => ({
        target,
        title: toolNames[target],
        what: whatIsWritten[target],
        problem: problemOf(spec, target)
    }));
    return [...choices.filter(({ problem }) => problem === null), ...choices.filter(({ problem }) => problem !== null)];
}

function problemOf(spec: ModelSpec, target: ExportTarget): string | null {
    try {
        return lackOf(spec, target);
    } catch (error) {
        if (error instanceof ExportProblem) {
            // A number that the model asks for is not known before it is exported.
            return null;
        }
        throw error;
    }
}

/** How far a number may be trusted: named at every place that shows one. */
import type { Analysis, ParameterAnalysis } from '../../src-engine/analysis.js';
import type { Accuracy } from '../../src-engine/model-spec.js';

const names: Record<Accuracy, string> = { leading: 'leading term', twoTerm: 'two terms', refined: 'refined', exact: 'exact' };

export function accuracyName(accuracy: Accuracy): string {
    return names[accuracy];
}

/** The order of what the leading term leaves out of this parameter's variance. */
function nextOrder(parameter: ParameterAnalysis, analysis: Analysis): string | null {
    if (analysis.structure === 'none') {
        return parameter.kind === 'fixed' || parameter.kind === 'dispersion' ? '1/n²' : null;
    }
    if (analysis.groups.length !== 1) {
        return null;
    }
    switch (parameter.kind) {
        case 'fixed':
            return parameter.block === 'A' ? '1/(mn)' : '1/(mn²)';
        case 'variance':
        case 'covariance':
            return '1/(mn)';
        default:
            return null;
    }
}

/** What the accuracy in use means for this parameter, in one or two short sentences. */
export function accuracyNote(parameter: ParameterAnalysis, analysis: Analysis): string {
    const using = parameter.using ?? analysis.using;
    if (using !== 'leading') {
        return `Accuracy: ${accuracyName(using)}.`;
    }
    const order = nextOrder(parameter, analysis);
    const leftOut = order === null ? 'terms of higher order' : `a term of order ${order}`;
    const ridesOnGroups = parameter.block === 'A' || parameter.kind === 'variance' || parameter.kind === 'covariance';
    return ridesOnGroups && analysis.structure !== 'none'
        ? `Leading term, the only accuracy so far: the true variance is larger, by ${leftOut}.`
        : `Leading term, the only accuracy so far: it leaves out ${leftOut}, and is usually a little too small.`;
}

export function hasNumber({ leading }: ParameterAnalysis): boolean {
    return leading.constant !== null || leading.terms !== null || leading.asyVar !== null;
}

/** The same for a model as a whole, in one sentence; null where there are no numbers to trust. */
export function modelAccuracyNote({ using, structure, parameters }: Analysis): string | null {
    if (!parameters.some(hasNumber)) {
        return null;
    }
    if (using !== 'leading') {
        return `Accuracy: ${accuracyName(using)}.`;
    }
    const ridesOnGroups = structure !== 'none' && parameters.some(({ block }) => block === 'A');
    return `Leading terms, the only accuracy so far: true variances are ${ridesOnGroups ? 'larger, in block A by a term of order 1/(mn)' : 'usually a little larger'}.`;
}

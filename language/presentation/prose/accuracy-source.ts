/** The source of each accuracy's formula: published, an extension of a published one, or a conjecture. */
import type { Analysis, ParameterAnalysis, Standing } from '../../../src-engine/result/analysis.js';
import type { Accuracy, ModelSpec } from '../../../src-engine/spec/model-spec.js';
import { refinedIsExact } from '../choice/uses-exact.js';
import { hasDispersion, isLinear } from '../../../src-engine/family/families.js';
import { exactScope } from './accuracy-text.js';
import { extensionNote } from './extension-note.js';
import { findFixedEffect } from '../model-view.js';

type Structure = 'none' | 'nested' | 'levels' | 'crossed';

function structureOf({ structure, groups }: Analysis): Structure {
    switch (structure) {
        case 'none':
            return 'none';
        case 'nested':
            return groups.length > 1 ? 'levels' : 'nested';
        default:
            return 'crossed';
    }
}

const nestedTheorem = 'Jiang, Wand & Bhaskaran 2022';

/** The theorem of a leading variance, or the one that it extends. */
function theorem(spec: ModelSpec, parameter: ParameterAnalysis, structure: Structure): string {
    switch (structure) {
        case 'none':
            return 'McCullagh & Nelder 1989';
        case 'nested':
            return parameter.kind === 'dispersion' || hasDispersion(spec.family) ? 'Bhaskaran & Wand 2023' : nestedTheorem;
        case 'levels':
            return nestedTheorem;
        case 'crossed':
            return isLinear(spec.family) ? 'Jiang et al. 2024, arXiv 2409.05066' : nestedTheorem;
    }
}

function byStanding(standing: Standing | null, source: string): string {
    switch (standing) {
        case 'derived':
            return `an extension of ${source}`;
        case 'conjecture':
            return `a conjecture after ${source}`;
        default:
            return source;
    }
}

/** A leading variance is an extension where the link or the predictors of its effect go beyond the theorem, even if the formula is the same. */
function standingOf(spec: ModelSpec, parameter: ParameterAnalysis, accuracy: Accuracy): Standing | null {
    const { standing } = parameter[accuracy];
    const effect = parameter.kind === 'fixed' ? findFixedEffect(spec, parameter.name) : null;
    return accuracy === 'leading' && standing === 'published' && effect && extensionNote(spec, effect) !== null ? 'derived' : standing;
}

/** The exact algebra of Gaussian models: of effects, of variances, or of both by the delta method. */
function gaussianCovariance({ kind }: ParameterAnalysis): string {
    switch (kind) {
        case 'fixed':
            return '(XᵀV⁻¹X)⁻¹';
        case 'derived':
            return 'expected information';
        default:
            return 'expected information ½ tr V⁻¹V′V⁻¹V″';
    }
}

/** `, for many groups`, where the exact algebra holds for many. */
function scopeText(spec: ModelSpec, { kind }: ParameterAnalysis): string {
    const scope = exactScope(spec, kind);
    return scope === null ? '' : `, ${scope}`;
}

/** What the refined form is where it is not exact. */
function informationOf({ family }: ModelSpec, { kind }: ParameterAnalysis): string {
    if (!isLinear(family) && (kind === 'variance' || kind === 'covariance')) {
        return 'approximate information at shrunk posterior modes';
    }
    return `approximate information, averaged over ${isLinear(family) ? 'what the design draws' : 'the random effects'}`;
}

/** Without groups only the Gaussian response has variances that are exact at any number of observations. */
function withoutGroups(spec: ModelSpec, parameter: ParameterAnalysis, accuracy: Accuracy): string {
    const { family, predictors } = spec;
    if (accuracy !== 'exact' || !isLinear(family)) {
        return `inverse Fisher information, ${theorem(spec, parameter, 'none')}`;
    }
    if (parameter.kind === 'dispersion') {
        return '2φ²/(n − p), of the unbiased estimate';
    }
    const error = parameter.exact.simulated ? ', simulated (± Monte-Carlo standard error)' : '';
    return predictors.some(({ kind }) => kind === 'random') ? `mean of φ(XᵀX)⁻¹ over samples of the predictors${error}` : 'φ(XᵀX)⁻¹';
}

/** The name and source of the formula of a variance. Plain text, a few words. */
export function accuracySource(spec: ModelSpec, parameter: ParameterAnalysis, analysis: Analysis, accuracy: Accuracy): string {
    const structure = structureOf(analysis);
    const { simulated } = parameter[accuracy];
    const standing = standingOf(spec, parameter, accuracy);
    const isConjecture = standing === 'conjecture' ? ', a conjecture' : '';
    if (structure === 'none') {
        return withoutGroups(spec, parameter, accuracy);
    }
    switch (accuracy) {
        case 'leading':
            return byStanding(standing, theorem(spec, parameter, structure));
        case 'twoTerm':
            switch (structure) {
                case 'nested':
                    return `Maestrini, Bhaskaran & Wand 2024, here by Louis’ identity${isConjecture}`;
                default:
                    return `a term for each group and one for the observations${isConjecture || ', an extension'}`;
            }
        case 'refined':
            return refinedIsExact(spec, parameter) || (isLinear(spec.family) && (structure === 'crossed' || structure === 'levels'))
                ? `exact algebra, ${gaussianCovariance(parameter)}`
                : `${informationOf(spec, parameter)}${isConjecture || ', an extension'}`;
        case 'exact':
            return `${isLinear(spec.family) ? `${gaussianCovariance(parameter)}${scopeText(spec, parameter)}` : 'expected information, for many groups of this size'}${simulated ? ', simulated (± Monte-Carlo standard error)' : ''}`;
    }
}

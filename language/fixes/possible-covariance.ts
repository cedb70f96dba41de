/** Writes the nearest covariance matrix of random effects that is possible. */
import { symmetricEigenvalues } from '../../src-engine/numeric/linear-algebra.js';
import { nearestCorrelation } from '../../src-engine/numeric/nearest-correlation.js';
import { isCovarianceParameter, sigmaOf } from '../../src-engine/structure/covariance/structures.js';
import type { RandomEffectsSpec } from '../../src-engine/spec/model-spec.js';
import { isDependence, type Dependence, type RandomEffects } from '../generated/ast.js';
import { parametersIn, type ParametersOf } from '../lowering/chosen-parameter.js';
import type { ModelContext } from '../lowering/context.js';
import { lowerRandomEffects } from '../lowering/random-effects.js';
import { dependentEffects, isMatrixEntry } from '../lowering/variance-entries.js';
import { rangeOf } from '../parsing/text-range.js';
import type { TextEdit } from './text-edit.js';

/** Edits that keep the variances of a group and bring its correlations to the nearest ones that are possible. Undefined where there are none. */
export function possibleCovarianceEdits(group: RandomEffects, context: ModelContext): TextEdit[] | undefined {
    const spec = lowerRandomEffects(group, context);
    const correlations = spec && writableCorrelations(spec);
    if (!spec || !correlations) {
        return undefined;
    }
    const sds = sigmaOf(spec).map((row, i) => Math.sqrt(row[i]!));
    const covariance = (i: number, j: number) => correlations[i]![j]! * sds[i]! * sds[j]!;
    return group.entries.filter(isDependence).flatMap(entry => entryEdits(entry, spec, correlations, covariance, parametersIn(context)));
}

function entryEdits(
    entry: Dependence,
    { effects }: RandomEffectsSpec,
    correlations: readonly number[][],
    covariance: (i: number, j: number) => number,
    parametersOf: ParametersOf
): TextEdit[] {
    const indices = dependentEffects(entry, parametersOf).map(effect => effects.indexOf(effect?.name ?? ''));
    const [i, j] = indices;
    if (indices.includes(-1) || i === undefined || j === undefined) {
        return [];
    }
    const range = rangeOf(entry.value);
    if (isMatrixEntry(entry)) {
        const rows = indices.map(a => `[${indices.map(b => writtenNumber(covariance(a, b))).join(', ')}]`);
        return [{ range, newText: `[${rows.join(', ')}]` }];
    }
    return [{ range, newText: writtenNumber(entry.measure === 'correlation' ? correlations[i]![j]! : covariance(i, j)) }];
}

/** So many digits of a covariance are written: two more than those of a correlation. */
const covarianceDigits = 6;

function writtenNumber(value: number): string {
    return String(Number(value.toPrecision(covarianceDigits)));
}

/** The nearest correlations with as few decimals as leave the matrix positive definite. */
function writableCorrelations(spec: RandomEffectsSpec): number[][] | undefined {
    const sigma = sigmaOf(spec);
    const given = sigma.map((row, i) => row.map((value, j) => (i === j ? 1 : value / Math.sqrt(sigma[i]![i]! * sigma[j]![j]!))));
    const nearest = nearestCorrelation(given, (i, j) => isCovarianceParameter(spec, i, j));
    for (const decimals of [2, 3, 4, 6]) {
        const rounded = nearest?.map(row => row.map(value => Number(value.toFixed(decimals))));
        if (rounded && symmetricEigenvalues(rounded)[0]! > smallestEigenvalue) {
            return rounded;
        }
    }
    return undefined;
}

/** Nearer to singular, the model gets another message. */
const smallestEigenvalue = 1e-3;

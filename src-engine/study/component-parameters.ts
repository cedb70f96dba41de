/** The parameters of all covariance blocks of a study, as they act on standard normal effects. */
import { cholesky, solveLower } from '../numeric/cholesky.js';
import { multiply, transpose, type Matrix } from '../numeric/linear-algebra.js';
import { notPositiveDefinite } from '../result/not-available.js';
import { blockCovariance } from '../structure/covariance/structures.js';
import { fullMatrix } from '../structure/covariance/leading-covariance.js';
import { parameterIndex } from '../structure/structure-result.js';
import { factorsOf, type PartFactor, type StudyPart } from './study-part.js';

export interface ComponentParameter {
    /** Among all parameters of the model. */
    position: number;
    factor: PartFactor;
    /** N_a = R⁻¹ (∂Σ/∂θ_a) R⁻ᵀ, d × d: uᵀΣ⁻¹(∂Σ/∂θ_a)Σ⁻¹u is vᵀN_a v. */
    form: Matrix;
}

/** @throws NotAvailable where a Σ is singular */
export function componentParameters(part: StudyPart): ComponentParameter[] {
    const { spec } = part.plan;
    const index = parameterIndex(spec);
    return spec.random.flatMap((random, r) => {
        const factor = factorsOf(part).find(({ planned }) => planned.index === r)!;
        const { sigma, parameters } = blockCovariance(random);
        const root = cholesky(sigma);
        if (!root.ok) {
            throw notPositiveDefinite(random.group, root);
        }
        const inverse = transpose(sigma.map((_, i) => solveLower(root.lower, sigma.map((__, j) => (i === j ? 1 : 0))))); // prettier-ignore
        return parameters.map(({ derivative }, a) => ({
            position: index.components[r].start + a,
            factor,
            form: multiply(multiply(inverse, fullMatrix(derivative, sigma.length)), transpose(inverse))
        }));
    });
}

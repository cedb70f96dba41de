/** The expected information of one group. */
import type { Matrix } from '../numeric/linear-algebra.js';

/** The information of one group about all parameters, in the order of `parameterIndex`. */
export interface GroupInformation {
    information: Matrix;
    /** I⁻¹: m times the covariance of the estimates. */
    covariance: Matrix;
    /** Absolute errors of the diagonal of `covariance`: certified, or Monte-Carlo standard errors. */
    errors: number[];
    simulated: boolean;
    /** Parameters whose variances did not become precise enough in a simulation, by position; none of them is a fixed effect. */
    uncertain?: readonly number[];
    /** Evaluations of log f. */
    evaluations: number;
}

/** The law of a test's statistic, which its reference gives. It is the same in every accuracy. */
import { isLinear } from '../family/families.js';
import type { Matrix } from '../numeric/linear-algebra.js';
import { isFailure, noVariance, type Failure } from '../result/failure.js';
import { isReason } from '../result/reason.js';
import type { Reference, TestSpec } from '../spec/model-spec.js';
import type { Sizes } from '../structure/sizes.js';
import { effectsOf } from './contrasts.js';
import type { DegreesOfFreedom } from './degrees-of-freedom.js';
import type { DesignVariances } from './design-variances.js';
import { estimatedVariances } from './estimated-variances.js';

export interface StatisticLaw {
    /** Infinity for the normal law, or χ². */
    df: number;
    /** The factor of F. */
    scale: number;
    /** What the estimation of variances adds to the covariance of the fixed effects; null where it is left out. */
    inflation: Matrix | null;
}

/** A test with the reference that it is given. */
export interface ReferredTest {
    test: TestSpec;
    reference: Reference;
    degrees: DegreesOfFreedom;
}

const plain = (df: number): StatisticLaw => ({ df, scale: 1, inflation: null });

export function statisticLaw({ test, reference, degrees }: ReferredTest, variances: DesignVariances, sizes: Sizes): StatisticLaw | Failure {
    switch (reference) {
        case 'z':
            return plain(Infinity);
        case 't': {
            const df = degrees.of(effectsOf(test), sizes);
            return df === null ? noVariance({ code: 'unknown-value', what: 'n' }) : plain(df);
        }
        case 'satterthwaite': {
            const df = estimatedVariances(variances).satterthwaite(test, sizes);
            return isReason(df) ? noVariance(df) : plain(df);
        }
        case 'kr': {
            if (!isLinear(variances.spec.family)) {
                return noVariance({ code: 'invalid', detail: 'reference kr is for a Gaussian response with identity link' });
            }
            const found = estimatedVariances(variances).kenwardRoger(test, sizes);
            return isReason(found) ? noVariance(found) : (found ?? plain(0));
        }
    }
}

/** The same with at least one degree of freedom. */
export function usableLaw(referred: ReferredTest, variances: DesignVariances, sizes: Sizes): StatisticLaw | Failure {
    const { reference } = referred;
    const law = statisticLaw(referred, variances, sizes);
    return isFailure(law) || law.df >= 1 || reference === 'z' ? law : { code: 'degrees-of-freedom', df: law.df, reference };
}

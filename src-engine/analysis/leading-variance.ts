/** The leading variance of a linear combination of parameters: a sum of summands of different orders, each a constant over a product of sizes. */
import type { LeadingSummand, LeadingVariance, ParameterAnalysis, Standing } from '../result/analysis.js';
import { isReason, type Reason } from '../result/reason.js';
import type { ModelSpec } from '../spec/model-spec.js';
import { sigmaOf } from '../structure/covariance/structures.js';
import type { StructureResult } from '../structure/structure-result.js';
import { weaker } from './approximations.js';
import { missing } from './empty-analysis.js';

interface Model {
    spec: ModelSpec;
    result: StructureResult;
    /** Why parameters cannot be estimated, by position. */
    unidentified: ReadonlyMap<number, Reason>;
}

type Summand = LeadingSummand & { divisor: number | Reason; standing: Standing };

/**
 * @param of the quantity
 * @param gradient its derivatives, by position of the parameter
 * @param formula its name
 */
export function leadingVariance(
    { spec, result, unidentified }: Model,
    of: Pick<ParameterAnalysis, 'name' | 'kind'>,
    gradient: ReadonlyMap<number, number>,
    formula: string
): LeadingVariance {
    const cause = [...gradient].find(([position, slope]) => slope !== 0 && unidentified.has(position));
    const summands = cause ? unidentified.get(cause[0])! : summandsOf(spec, result, of, gradient);
    if (isReason(summands)) {
        return { ...missing(summands), constant: null, constantError: null, order: null, formula: null, terms: null };
    }
    const [only] = summands.length === 1 ? summands : [];
    const unknown = summands.map(({ divisor }) => divisor).find(divisor => typeof divisor !== 'number');
    const total = (value: (summand: LeadingSummand) => number): number | null =>
        unknown ? null : summands.reduce((sum, s) => sum + value(s) / (s.divisor as number), 0);
    return {
        constant: only ? only.constant : null,
        constantError: only ? only.error : null,
        order: only ? only.order : null,
        formula,
        terms: summands.length > 1 ? summands.map(({ constant, error, order }) => ({ constant, error, order })) : null,
        asyVar: total(s => s.constant),
        error: total(s => s.error),
        simulated: false,
        standing: summands.map(s => s.standing).reduce(weaker),
        reason: unknown ?? null
    };
}

/** One by order, at least one. */
function summandsOf(
    spec: ModelSpec,
    { blocks }: StructureResult,
    { name, kind }: Pick<ParameterAnalysis, 'name' | 'kind'>,
    gradient: ReadonlyMap<number, number>
): Summand[] | Reason {
    const summands: Summand[] = [];
    for (const { order, members, covariance, error, standing } of blocks) {
        const slopes = members.map(member => gradient.get(member) ?? 0);
        if (slopes.every(slope => slope === 0)) {
            continue;
        }
        if (isReason(covariance)) {
            return covariance;
        }
        let constant = 0;
        slopes.forEach((g, i) => slopes.forEach((h, j) => (constant += g === 0 || h === 0 ? 0 : g * h * covariance[i][j])));
        // No estimate is certain: 0 is a variance too small for a double, but for derived quantities to first order, and where σ² is 0.
        const canBeZero = kind === 'derived' || spec.random.some(random => sigmaOf(random).some((row, i) => row[i] === 0));
        if (!(Number.isFinite(constant) && (canBeZero ? constant >= 0 : constant > 0))) {
            return { code: 'not-finite', detail: `the variance of ${name}` };
        }
        const known = summands.find(summand => summand.order === order.text);
        if (known) {
            known.constant += constant;
            known.error += constant * error;
            known.standing = weaker(known.standing, standing);
        } else {
            summands.push({ constant, error: constant * error, order: order.text, divisor: order.divisor, standing });
        }
    }
    return summands.length > 0
        ? summands
        : {
              code: 'invalid',
              detail: `the derivative of ${name} by every parameter is 0 at these values, so the delta method gives it no variance`
          };
}

/**
 * The locally D-optimal probability of each predictor that takes two values: it minimises log det of the two-term covariance of the fixed effects,
 * with the other predictors and all values unchanged. Without second terms, it uses the leading terms.
 */
import { levelsOf } from '../spec/predictor-levels.js';
import { isReason } from '../result/reason.js';
import { cholesky } from '../numeric/cholesky.js';
import type { Law, ModelSpec, PredictorSpec } from '../spec/model-spec.js';
import { expit, logit } from '../numeric/special/logistic.js';
import { TermAnalysis } from '../spec/term-analysis.js';
import type { Design } from './design.js';
import { minimum } from '../numeric/minimum.js';
import { leastAllocation } from './limits.js';

/** By predictor: the probability of its larger value. */
export function allocations(design: Design): Record<string, number> {
    const shared = sharedPredictors(design.spec);
    if (shared.length === 0) {
        return {};
    }
    // A share is optimal at given values, so an intercept that a mean response gives stays where it is.
    const { fixed } = design.variances.spec;
    const spec = { ...design.spec, fixed: fixed.map(effect => ({ ...effect, marginal: null })) };
    const found = shared.map(({ predictor, values }): [string, number | null] => [
        values.name,
        allocation(design.with(spec), predictor, values)
    ]);
    return Object.fromEntries(found.filter((one): one is [string, number] => one[1] !== null));
}

/** The predictors that have a share. Where the model does not use a predictor, all shares are equally good. */
function sharedPredictors({ predictors, fixed, offset, family }: ModelSpec): { predictor: PredictorSpec; values: TwoValues }[] {
    const analysis = new TermAnalysis(predictors);
    const terms = [...fixed.map(({ term }) => term), offset, family.trials].filter(term => term !== null);
    return predictors.flatMap(predictor => {
        const values = twoValues(predictor);
        return values && terms.some(term => analysis.basicPredictors(term).has(values.name)) ? [{ predictor, values }] : [];
    });
}

function allocation(design: Design, predictor: PredictorSpec, values: TwoValues): number | null {
    const at = (p: number): number => logDeterminant(design, withProbability(design.spec, predictor, values, p));
    if (!Number.isFinite(at(0.5))) {
        return null;
    }
    const { x, atEnd } = minimum(log => at(expit(log)), logit(leastAllocation), logit(1 - leastAllocation));
    return atEnd === null ? expit(x) : null;
}

interface TwoValues {
    name: string;
    low: number;
    high: number;
    per: string | null;
}

/** Points within a group are a plan of measurement, so they have no share to optimise. Points over groups give each a share of the groups. */
function twoValues(predictor: PredictorSpec): TwoValues | undefined {
    if (predictor.kind === 'derived') {
        return undefined;
    }
    if (predictor.kind === 'each') {
        const values = [...new Set(predictor.points)].sort((a, b) => a - b);
        return values.length === 2 && predictor.per !== null
            ? { name: predictor.name, low: values[0], high: values[1], per: predictor.per }
            : undefined;
    }
    const [name] = predictor.names;
    const { law, per } = { law: predictor.law, per: predictor.per };
    if (law.law === 'bernoulli') {
        return { name, low: 0, high: 1, per };
    }
    if (law.law !== 'discrete') {
        return undefined;
    }
    const values = [...new Set(law.values)].sort((a, b) => a - b);
    return values.length === 2 ? { name, low: values[0], high: values[1], per } : undefined;
}

function withProbability(spec: ModelSpec, replaced: PredictorSpec, { name, low, high, per }: TwoValues, p: number): ModelSpec {
    const probabilities = [1 - p, p];
    const levels = levelsOf(replaced);
    const law: Law = levels ? { law: 'categorical', levels, probabilities } : { law: 'discrete', values: [low, high], probabilities };
    const predictors = spec.predictors.map((predictor): PredictorSpec =>
        predictor === replaced ? { kind: 'random', names: [name], law, per } : predictor
    );
    return { ...spec, predictors };
}

/** NaN if the covariance cannot be computed. */
function logDeterminant(design: Design, spec: ModelSpec): number {
    const { variances, sizes } = design.with(spec);
    // Leading terms alone describe no design, unless the file asks for them.
    const isRough = spec.using !== 'leading' && spec.random.some(({ effects }) => effects.length > 0);
    for (const accuracy of isRough ? (['twoTerm'] as const) : (['twoTerm', 'leading'] as const)) {
        const joint = variances.covariance(accuracy, sizes);
        if (isReason(joint)) {
            continue;
        }
        const at = spec.fixed.map((_, i) => joint.members.indexOf(i));
        if (at.includes(-1)) {
            continue;
        }
        const factor = cholesky(at.map(i => at.map(j => joint.covariance[i][j])));
        return factor.ok ? 2 * factor.lower.reduce((sum, row, i) => sum + Math.log(row[i]), 0) : NaN;
    }
    return NaN;
}

/** Which expectations in Ω exist where random effects multiply unbounded predictors. */
import { sigmaOf } from '../structure/covariance/structures.js';
import { rootOf } from '../numeric/matrix-root.js';
import type { GroupModel } from './group-model.js';
import { lawSupport } from '../laws/index.js';
import { multiply, symmetricEigenvalues, transpose } from '../numeric/linear-algebra.js';
import { NotAvailable } from '../result/not-available.js';
import type { PredictorRule } from './predictor-points.js';
import { isBounded } from '../family/weight.js';

/**
 * With an exponential weight exp(aη), a random slope on an unbounded predictor makes exp(aU X) part of Ω. For normal predictors given the rest,
 * its expectation is finite if the largest singular value of a Σ^½ R is below 1, where R are the loadings of the slopes on ν. For other
 * unbounded laws it is infinite for every Σ. A link that is not defined for every η cannot have random effects at all.
 *
 * @throws NotAvailable where an expectation is infinite, or random effects take η out of the link's domain
 */
export function momentsMustExist(model: GroupModel, rule: PredictorRule): void {
    if (isBounded(model.weight.domain) && model.random !== null && sigmaOf(model.random).some((row, k) => row[k] > 0)) {
        throw new NotAvailable({ code: 'link-domain', link: model.spec.family.link, detail: 'the random effects give η every value' });
    }
    if (model.weight.kind !== 'exponential' || model.random === null) {
        return;
    }
    const { random, weight } = model;
    const terms = random.effects.map(name => model.spec.fixed.find(f => f.name === name)!.term);
    random.effects.forEach((effect, k) => {
        if (sigmaOf(random)[k][k] === 0) {
            return;
        }
        const names = model.analysis.basicPredictors(terms[k]);
        const heavy = model.dimensions.filter(d => d.predictors.some(name => names.has(name)) && isUnbounded(d));
        if (heavy.length > 0) {
            throw new NotAvailable({
                code: 'infinite-moment',
                predictors: heavy.flatMap(d => d.predictors),
                group: random.group,
                detail: `the random slope of ${effect} multiplies an unbounded predictor`
            });
        }
    });
    const d = terms.length;
    const k = model.collapsed.length;
    if (k === 0) {
        return;
    }
    const root = rootOf(sigmaOf(random));
    for (const { points } of rule.groups) {
        for (let q = 0; q < points.count; q++) {
            const p = points.features.length / points.count;
            const loading = root.map(column =>
                Array.from({ length: k }, (_, i) => {
                    let sum = 0;
                    for (let r = 0; r < d; r++) {
                        sum += column[r] * points.featuresNu[(q * p + r) * k + i];
                    }
                    return weight.rate * sum;
                })
            );
            if (loading.every(row => row.every(x => x === 0))) {
                continue;
            }
            const largest = Math.max(...symmetricEigenvalues(multiply(loading, transpose(loading))));
            if (largest >= 1) {
                throw new NotAvailable({
                    code: 'infinite-moment',
                    predictors: model.collapsed.map(({ block, component }) => block.names[component]),
                    group: random.group,
                    detail: 'the random slopes are too variable'
                });
            }
        }
    }
}

function isUnbounded({ source }: GroupModel['dimensions'][number]): boolean {
    if (source.kind === 'points') {
        return false;
    }
    if (source.kind === 'normal') {
        return true;
    }
    const { min, max } = lawSupport(source.law);
    return min === -Infinity || max === Infinity;
}

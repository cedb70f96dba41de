/** Whether an arm of a tested effect expects so few events that the Wald test cannot be trusted, however right its variance is. */
import { typicalResponses } from '../../src-engine/analysis/typical-responses.js';
import { attempt } from '../../src-engine/result/not-available.js';
import { isReason } from '../../src-engine/result/reason.js';
import type { ModelSpec, TestSpec } from '../../src-engine/spec/model-spec.js';
import { meanSizeOf } from '../../src-engine/structure/group-counts.js';
import type { FewEvents } from '../diagnostics/goals.js';

/** With fewer expected events the estimate of an arm's rate is far from normal, and with none the test cannot reject: that has a probability of 0.7 %. */
const leastEvents = 5;

/** The value with the fewest events among those of the `each` predictors whose effects are tested; null where there are enough. @param spec with all sizes and values */
export function fewEvents(spec: ModelSpec, { contrasts }: TestSpec): FewEvents | null {
    const observations = observationsOf(spec);
    if (observations === null || !['bernoulli', 'binomial', 'poisson'].includes(spec.family.name)) {
        return null;
    }
    const tested = new Set(contrasts.flatMap(({ coefficients }) => coefficients.map(({ effect }) => effect)));
    const names = new Set(spec.fixed.flatMap(({ name, term }) => (tested.has(name) && term.op === 'predictor' ? [term.name] : [])));
    const found = spec.predictors.flatMap((predictor, at): FewEvents[] => {
        if (predictor.kind !== 'each' || !names.has(predictor.name)) {
            return [];
        }
        return [...new Set(predictor.points)].flatMap(value => {
            const alone = spec.predictors.map((other, i) => (i === at ? { ...predictor, points: [value] } : other));
            const typical = attempt(() => typicalResponses({ ...spec, predictors: alone }));
            const share = predictor.points.filter(point => point === value).length / predictor.points.length;
            return typical === null || isReason(typical)
                ? []
                : [{ name: predictor.name, value, events: typical.events * share * observations }];
        });
    });
    const [fewest] = found.sort((a, b) => a.events - b.events);
    return fewest !== undefined && fewest.events < leastEvents ? fewest : null;
}

/** In the whole study; null where a size is not known. */
function observationsOf(spec: ModelSpec): number | null {
    const n = meanSizeOf(spec);
    const counts = spec.random.map(({ group }) => spec.design.counts.find(count => count.group === group)?.count ?? null);
    return isReason(n) || counts.includes(null) ? null : counts.reduce<number>((product, count) => product * count!, n);
}

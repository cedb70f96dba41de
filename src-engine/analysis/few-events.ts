/** Whether a part of the study that a test compares expects so few events that no formula for the test can be trusted, however right its variance is. */
import { families } from '../family/families.js';
import { isScalarLaw, lawValues } from '../laws/index.js';
import type { FewEvents } from '../result/design-answers.js';
import { attempt } from '../result/not-available.js';
import { isReason } from '../result/reason.js';
import type { ModelSpec, PredictorSpec, Term } from '../spec/model-spec.js';
import { operands } from '../spec/term.js';
import { meanSizeOf } from '../structure/group-counts.js';
import { outermostGroup, stepOf } from '../structure/sizes.js';
import { leastEvents, mostValuesOfArm } from './limits.js';
import { typicalResponses } from './typical-responses.js';

/** The value with the fewest events among those of the predictors whose effects are tested; null where there are enough. @param spec with all sizes and values */
export function fewEvents(spec: ModelSpec, effects: readonly string[]): FewEvents | null {
    const observations = observationsOf(spec);
    const { mean, dispersion } = families[spec.family.name];
    if (observations === null || mean === 'real' || dispersion !== null) {
        return null;
    }
    const names = new Set(spec.fixed.flatMap(({ name, term }) => (effects.includes(name) ? predictorOf(term) : [])));
    const found = spec.predictors.flatMap((predictor, at) =>
        valuesOf(predictor, names).flatMap(({ shown, share, alone }): Omit<FewEvents, 'enough'>[] => {
            const predictors = spec.predictors.map((other, i) => (i === at ? alone : other));
            const typical = attempt(() => typicalResponses({ ...spec, predictors }));
            const [name] = predictor.kind === 'random' ? predictor.names : [predictor.name];
            return typical === null || isReason(typical) ? [] : [{ name, value: shown, events: typical.events * share * observations }];
        })
    );
    const [fewest] = found.sort((a, b) => a.events - b.events);
    return fewest !== undefined && fewest.events < leastEvents ? { ...fewest, enough: enoughFor(spec, fewest.events) } : null;
}

/** The predictor that a term is a function of, where it is one alone. */
function predictorOf(term: Term): string[] {
    const names = new Set<string>();
    const visit = (part: Term): void => {
        if (part.op === 'predictor') {
            names.add(part.name);
        } else if (part.op === 'level') {
            names.add(part.predictor);
        }
        operands(part).forEach(visit);
    };
    visit(term);
    return names.size === 1 ? [...names] : [];
}

interface ValueOfArm {
    shown: number | string;
    /** Of all observations. */
    share: number;
    /** The predictor with this value alone. */
    alone: PredictorSpec;
}

/** The values of a predictor that has few of them. */
function valuesOf(predictor: PredictorSpec, names: ReadonlySet<string>): ValueOfArm[] {
    if (predictor.kind === 'each') {
        const { points } = predictor;
        return !names.has(predictor.name)
            ? []
            : [...new Set(points)].map(value => ({
                  shown: value,
                  share: points.filter(point => point === value).length / points.length,
                  alone: { ...predictor, points: [value] }
              }));
    }
    if (predictor.kind === 'derived' || !names.has(predictor.names[0])) {
        return [];
    }
    const { law } = predictor;
    const listed = isScalarLaw(law) ? lawValues(law, mostValuesOfArm) : null;
    if (listed === null || mostValuesOfArm < listed.length) {
        return [];
    }
    return listed.map(({ value, probability }) => ({
        shown: law.law === 'categorical' ? law.levels[value] : value,
        share: probability,
        alone: {
            ...predictor,
            law:
                law.law === 'categorical'
                    ? { ...law, probabilities: law.levels.map((_, i) => (i === value ? 1 : 0)) }
                    : { law: 'discrete', values: [value], probabilities: [1] }
        }
    }));
}

/** The number of the outermost units, or of observations without groups, with which enough events are expected; null where it is not known. */
function enoughFor(spec: ModelSpec, events: number): FewEvents['enough'] {
    const { design } = spec;
    const group = outermostGroup(spec);
    const now = group === null ? meanSizeOf(spec) : (design.counts.find(count => count.group === group)?.count ?? null);
    if (now === null || isReason(now) || (group === null && design.n?.kind !== 'fixed')) {
        return null;
    }
    const quantity = group ?? 'n';
    const step = stepOf(spec, quantity);
    const size = Math.ceil((now * leastEvents) / events / step) * step;
    return Number.isSafeInteger(size) ? { quantity, kind: group === null ? 'n' : 'count', size } : null;
}

/** In the whole study; null where a size is not known. */
function observationsOf(spec: ModelSpec): number | null {
    const n = meanSizeOf(spec);
    const counts = spec.random.map(({ group }) => spec.design.counts.find(count => count.group === group)?.count ?? null);
    return isReason(n) || counts.includes(null) ? null : counts.reduce<number>((product, count) => product * count!, n);
}

import type { ElementPlace } from '../../language/index.js';
import { examinationOf } from '../../language/lowering/examination.js';
import { askedQuantity } from '../../language/presentation/choice/asked-quantity.js';
import type { ModelView } from '../../language/presentation/index.js';
import type { ModelSpec } from '../../src-engine/spec/model-spec.js';
import type { EvaluatedModel } from './evaluated-model.js';
import { isReportedUnfinished, isSpoiled, isWithoutNumbers, type Numbers } from './model-results.js';
import type { TrackedState } from './tracked-document.js';

/** A model in the form that its texts need; undefined if its text never had a meaning. */
export function viewOf({ lowered, numbers, state, exactIsUnderWay, answered, sweep }: EvaluatedModel): ModelView | undefined {
    const spec = numbers?.spec ?? lowered.spec;
    const isNoReason = numbers !== null && (state === 'stale' || isReportedUnfinished(lowered)) && isWithoutNumbers(lowered, numbers);
    return spec
        ? {
              ...frameOf(lowered, spec),
              // Why there was no number before the edit says nothing of the present text, and an unfinished one lacks nothing yet.
              analysis: isNoReason ? null : (numbers?.analysis ?? null),
              state: shown(state, lowered),
              exactIsUnderWay,
              answers: numbers?.answers?.value ?? null,
              answersAreUnderWay: answered.state === 'computing' || answered.state === 'waiting',
              sweep
          }
        : undefined;
}

/** A model in the form that the texts about one of its goals need. `index`: which of the goals it is; null for prices and a `?`. */
export interface GoalView {
    view: ModelView;
    index: number | null;
}

/**
 * The last answers to a goal of a model. They may belong to an older text, because answers are computed after the numbers of the
 * same text. If there are none, the model of the present text without answers. Undefined if that has no meaning.
 */
export function goalViewOf(model: EvaluatedModel, place: ElementPlace): GoalView | undefined {
    const { lowered, numbers, answered } = model;
    const older = answered.numbers;
    const index = older && indexIn(older, model, place);
    const known: Numbers | null = index === undefined ? null : older;
    const spec = known?.spec ?? lowered.spec;
    if (!spec) {
        return undefined;
    }
    const present = numbers?.hash === lowered.hash ? numbers : null;
    const view: ModelView = {
        ...frameOf(lowered, spec),
        analysis: (known ?? present)?.analysis ?? null,
        state: shown(answered.state, lowered),
        exactIsUnderWay: answered.exactIsUnderWay,
        answers: known?.answers?.value ?? null,
        answersAreUnderWay: answered.state === 'computing' || answered.state === 'waiting',
        sweep: null
    };
    return { view, index: known ? (index ?? null) : place.index };
}

function frameOf(
    { title, doc, scales }: Pick<ModelView, 'title' | 'doc' | 'scales'>,
    spec: ModelSpec
): Pick<ModelView, 'spec' | 'scales' | 'title' | 'doc' | 'examination'> {
    return { spec, scales, title, doc, examination: examinationOf(spec) };
}

/** A model is no longer waiting as soon as somebody reads its texts. */
function shown(state: TrackedState, lowered: EvaluatedModel['lowered']): ModelView['state'] {
    return state === 'waiting' ? 'computing' : state === 'fresh' && isSpoiled(lowered) ? 'spoiled' : state;
}

/** The index of the goal of an older model that corresponds to a goal of the present text; undefined if none does. */
function indexIn({ hash, spec }: Numbers, { lowered }: EvaluatedModel, { kind, name, index }: ElementPlace): number | null | undefined {
    if (hash === lowered.hash) {
        return index;
    }
    switch (kind) {
        case 'test':
            return sameGoal(labelsOf(spec).tests, lowered.spec && labelsOf(lowered.spec).tests, name, index);
        case 'precision':
            return sameGoal(labelsOf(spec).precisions, lowered.spec && labelsOf(lowered.spec).precisions, name, index);
        case 'cost':
            return spec.cost ? null : undefined;
        default:
            return askedQuantity(spec)?.name === name ? null : undefined;
    }
}

function labelsOf({ tests, precisions }: ModelSpec): { tests: string[]; precisions: string[] } {
    return { tests: tests.map(test => test.name ?? test.hypothesis), precisions: precisions.map(({ text }) => text) };
}

/** If the number of goals is unchanged, they keep their order, whatever their text. Otherwise names identify them. */
function sameGoal(older: string[], present: string[] | null, name: string, index: number | null): number | undefined {
    if (index !== null && (present === null || older.length === present.length)) {
        return index < older.length ? index : undefined;
    }
    const occurrence = index === null || !present ? 0 : present.slice(0, index).filter(label => label === name).length;
    return older.flatMap((label, at) => (label === name ? [at] : []))[occurrence];
}

/** The models of a sweep, one for every combination of its values. */
import { isReason, type Reason } from '../../src-engine/result/reason.js';
import type { SweepRow } from '../../src-engine/result/design-answers.js';
import type { ModelSpec, SweepSpec } from '../../src-engine/spec/model-spec.js';
import { checkModel } from '../checks/model-checks.js';
import type { DocumentWithData } from '../data/data-files.js';
import { isConstant, isFile, isSweep, type Constant, type Model } from '../generated/ast.js';
import { sweepCandidates } from '../scoping/names.js';
import { contextOf } from './context.js';
import { lowerDocument } from './file.js';
import { lowerModel } from './model.js';
import { combinationsOf, lowerSweep } from './sweeps.js';
import { mostSweepValues } from '../../src-engine/input/limits.js';

/** A model at one combination of values, or why it has no meaning there. */
export type SweptModel =
    { at: Record<string, number>; spec: ModelSpec; reason: null } | { at: Record<string, number>; spec: null; reason: Reason };

/** A sweep's values, with the constant that they belong to, if it is one. */
interface Swept extends SweepSpec {
    constant: Constant | undefined;
}

interface Setting {
    swept: Swept;
    value: number;
}

/**
 * The models of a model's sweeps. The first sweep changes slowest. Empty where there are no sweeps, too many values, or no meaning.
 * A count, `n` and an effect are set in the model's spec. A constant, of the model or of the file, requires lowering the model again.
 * This takes time, so it is done only on demand, and `LoweredModel` does not contain it.
 *
 * @param index of the model in the document
 */
export function sweptModels(document: DocumentWithData, index: number): SweptModel[] {
    const file = document.parseResult.value;
    const model = isFile(file) ? file.models[index] : undefined;
    const spec = lowerDocument(document).models[index]?.spec;
    if (!model || !spec) {
        return [];
    }
    const sweeps = sweepsOf(model, document);
    const lowered = new Map<string, ModelSpec | Reason>();
    return combinations(sweeps).map(settings => {
        const at = Object.fromEntries(settings.map(({ swept, value }) => [swept.name, value]));
        const constants = new Map(settings.flatMap(({ swept: { constant }, value }) => (constant ? [[constant, value]] : [])));
        const key = JSON.stringify([...constants.values()]);
        const base = constants.size === 0 ? { ...spec, sweeps: [] } : (lowered.get(key) ?? lowerWith(constants, model, document));
        lowered.set(key, base);
        return isReason(base) ? { at, spec: null, reason: base } : { at, spec: settings.reduce(withSetting, base), reason: null };
    });
}

/** The rows of a sweep in order, those of models without a meaning included. */
export function sweepRows(models: readonly SweptModel[], computed: readonly SweepRow[]): SweepRow[] {
    const rows = computed.values();
    return models.flatMap(({ at, reason }) => {
        const row = reason === null ? rows.next().value : { at, tests: [], precisions: [], standardError: {}, inUse: {}, reason };
        return row ? [row] : [];
    });
}

function sweepsOf(model: Model, document: DocumentWithData): Swept[] {
    const context = contextOf(model, document);
    return context.meanings(isSweep, lowerSweep).map(({ element, meaning }) => {
        const [target] = sweepCandidates(element);
        return { ...meaning, constant: meaning.quantity === 'constant' && isConstant(target) ? target : undefined };
    });
}

function combinations(sweeps: readonly Swept[]): Setting[][] {
    return sweeps.length === 0 || mostSweepValues < combinationsOf(sweeps)
        ? []
        : sweeps.reduce<Setting[][]>(
              (before, swept) => before.flatMap(settings => swept.values.map(value => [...settings, { swept, value }])),
              [[]]
          );
}

function lowerWith(constants: ReadonlyMap<Constant, number>, model: Model, document: DocumentWithData): ModelSpec | Reason {
    const context = contextOf(model, document, constants);
    const spec = lowerModel(context, []);
    if (spec) {
        return spec;
    }
    checkModel(context, null);
    return { code: 'invalid', detail: context.report.issues.find(({ severity }) => severity === 'error')?.message ?? '' };
}

function withSetting(spec: ModelSpec, { swept: { quantity, name }, value }: Setting): ModelSpec {
    const { design, fixed } = spec;
    switch (quantity) {
        case 'constant':
            return spec;
        case 'count':
            return {
                ...spec,
                design: { ...design, counts: design.counts.map(entry => (entry.group === name ? { ...entry, count: value } : entry)) }
            };
        case 'n':
            return { ...spec, design: { ...design, n: { kind: 'fixed', n: value } } };
        case 'effect':
            return { ...spec, fixed: fixed.map(effect => (effect.name === name ? { ...effect, value, marginal: null } : effect)) };
    }
}

/** All texts about a model, as an editor would show them. */
import { readFileSync } from 'node:fs';
import { sweepRows, sweptModels, type LoweredModel } from '../../language/index.js';
import { askedQuantity } from '../../language/presentation/choice/asked-quantity.js';
import {
    askedLens,
    costLens,
    elementHover,
    familyHover,
    fixedEffectLens,
    modelHover,
    modelLens,
    precisionLens,
    testLens,
    type ModelView
} from '../../language/presentation/index.js';
import { isLinear } from '../../src-engine/family/families.js';
import { analyze, answer, examine, KeptInformation, sweep, VarianceStore } from '../../src-engine/index.js';
import type { Analysis } from '../../src-engine/result/analysis.js';
import type { SweepRow } from '../../src-engine/result/design-answers.js';
import { openDocument, openText } from '../open-text.js';

export function fixture(name: string): string {
    return readFileSync(new URL(`models/${name}.glmm`, import.meta.url), 'utf8');
}

export async function firstModel(text: string): Promise<LoweredModel> {
    const { models } = await openText(text);
    return models[0];
}

/** What the sweeps of the first model of a text come to; null where it has none. */
export async function sweepOf(text: string): Promise<SweepRow[] | null> {
    const models = sweptModels(await openDocument(text), 0);
    const points = models.flatMap(({ at, spec }) => (spec ? [{ at, spec }] : []));
    return models.length === 0 ? null : sweepRows(models, sweep(points));
}

export function viewOfText({ spec, scales, title, doc }: LoweredModel, rows: SweepRow[] | null = null): ModelView {
    if (!spec) {
        throw new Error('The model has no meaning.');
    }
    // Shared as in the editor.
    const keptInformation = new KeptInformation();
    const variances = new VarianceStore({ shouldStop: () => false, exact: 'closed', seed: 1, keptInformation });
    return {
        spec,
        analysis: withNineDigits(analyze(spec, {}, keptInformation)),
        state: 'fresh',
        exactIsUnderWay: false,
        // As after a pause in typing; means over studies would take the tests long.
        answers: answer(spec, { variances, sideBySide: isLinear(spec.family) || spec.random.length < 2 }),
        answersAreUnderWay: false,
        sweep: rows,
        examination: examine(spec),
        scales,
        title,
        doc
    };
}

/** How many digits a quadrature certifies beyond those that it must is its own affair. */
function withNineDigits(analysis: Analysis): Analysis {
    if (analysis.integrals.every(({ method }) => method !== 'quadrature')) {
        return analysis;
    }
    const bound = (value: number | null) => value && 4e-10 * Math.abs(value);
    const parameters = analysis.parameters.map(parameter => {
        const { leading } = parameter;
        const fromIntegral = parameter.block === 'B';
        return fromIntegral
            ? { ...parameter, leading: { ...leading, constantError: bound(leading.constant), error: bound(leading.asyVar) } }
            : parameter;
    });
    return { ...analysis, parameters };
}

/** Lenses first, then the hovers of the model, its elements in text order, and its family. */
export function rendered(model: LoweredModel, rows: SweepRow[] | null): string {
    const view = viewOfText(model, rows);
    const { fixed, tests, precisions, cost } = view.spec;
    const lenses = [
        modelLens(view),
        ...fixed.map(({ name }) => `${name}: ${fixedEffectLens(view, name)}`),
        ...tests.map(({ name, hypothesis }, index) => `${name ?? hypothesis}: ${testLens(view, index)}`),
        ...precisions.map(({ text }, index) => `${text}: ${precisionLens(view, index)}`),
        ...(cost ? [`cost: ${costLens(view)}`] : []),
        ...(askedQuantity(view.spec) ? [`?: ${askedLens(view)}`] : [])
    ];
    const sections = [
        ['Lenses', lenses.join('\n')],
        [`model ${model.name}`, modelHover(view)],
        ...model.places.map(place => [`${place.kind} ${place.name}`, elementHover(view, place, place.doc)]),
        ['family', familyHover(view.spec.family.name, view.spec.family)]
    ];
    return sections.map(([title, text]) => `<!-- ${title} -->\n${text}\n`).join('\n');
}

/** The models of a document in the form that the explorer needs. */
import type { LangiumDocument } from 'langium';
import type { ExploredModel } from '../../explorer/messages.js';
import { notWritable, type LoweredModel, type TextPosition } from '../../language/index.js';
import { list } from '../../language/presentation/prose/enumeration.js';
import { adjustableKey, adjustables } from '../../src-engine/design/adjustments.js';
import type { EvaluatedModel } from '../evaluation/evaluated-model.js';
import type { ExploredModels } from '../protocol.js';

/** Kept as long as the text of the model does not change. */
const remembered = new WeakMap<LoweredModel, Pick<ExploredModel, 'notWritable' | 'scales'>>();

/** A model whose text has errors appears as it was before the errors, if it was ever computed. */
export function exploredModels(document: LangiumDocument, evaluated: readonly EvaluatedModel[], position: TextPosition): ExploredModels {
    const present: string[] = [];
    const old: string[] = [];
    const absent: string[] = [];
    const models = evaluated.flatMap(({ lowered, numbers }, index): ExploredModel[] => {
        const { name, title, spec, hash } = lowered;
        if (spec && hash !== null) {
            present.push(name);
            return [{ index, name, title, hash, spec, ...writing(document, lowered, index) }];
        }
        if (!numbers) {
            absent.push(name);
            return [];
        }
        old.push(name);
        const keys = adjustables(numbers.spec).map(({ of }) => adjustableKey(of));
        const reasons = Object.fromEntries(keys.map(key => [key, 'The model has errors. Correct them first.']));
        return [{ index, name: numbers.spec.name, title, hash: numbers.hash, spec: numbers.spec, notWritable: reasons, scales: {} }];
    });
    return {
        models,
        current: indexAt(
            evaluated.map(({ lowered }) => lowered),
            position
        ),
        remark: remarkOn({ present, old, absent })
    };
}

/** How the numbers of a model are written, and why some can't be. */
function writing(document: LangiumDocument, lowered: LoweredModel, index: number): Pick<ExploredModel, 'notWritable' | 'scales'> {
    const known = remembered.get(lowered) ?? { notWritable: notWritable(document, index), scales: lowered.scales };
    remembered.set(lowered, known);
    return known;
}

/** The model at a position. */
export function indexAt(models: readonly LoweredModel[], position: TextPosition): number | null {
    const isBefore = (a: TextPosition, b: TextPosition) => a.line < b.line || (a.line === b.line && a.character <= b.character);
    const index = models.findIndex(({ range }) => isBefore(range.start, position) && isBefore(position, range.end));
    return index < 0 ? null : index;
}

function remarkOn(names: { present: string[]; old: string[]; absent: string[] }): string | null {
    const { present, old, absent } = names;
    if (present.length + old.length + absent.length === 0) {
        return 'There is no model in this file.';
    }
    const say = (those: string[], one: string, several: string) =>
        those.length === 0 ? [] : [`${named(those)} ${those.length === 1 ? one : several}.`];
    const remarks = [
        ...say(
            old,
            'has errors: it is shown as it was before the last edit',
            'have errors: they are shown as they were before the last edit'
        ),
        ...say(absent, 'has errors, and is not shown', 'have errors, and are not shown')
    ];
    return remarks.length === 0 ? null : remarks.join(' ');
}

/** A few names are enough. */
const mostNamed = 3;

function named(names: readonly string[]): string {
    const shown = names.slice(0, mostNamed).map(name => name || 'a model without a name');
    const rest = names.length - shown.length;
    return list(rest > 0 ? [...shown, `${rest} more`] : shown);
}

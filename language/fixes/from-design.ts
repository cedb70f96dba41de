/** Moves what does not belong into a design to where it does: `icc` to a random effect, `power` to a test. */
import type { LangiumDocument } from 'langium';
import type { Fix } from '../diagnostics/fix.js';
import { isRandomEffect, isTest, type Count, type Model } from '../generated/ast.js';
import type { TextRange } from '../lowered-model.js';
import { namesOf } from '../scoping/names.js';
import { newElement, newEntry } from './insertion.js';
import { partAt } from './parts.js';
import { removal } from './removal.js';
import type { TextEdit } from './text-edit.js';

type Moved = Extract<Fix, { kind: 'measure of design' | 'option of design' }>;

/** The edits that move the entry of the design at a range. Undefined where its new place is not there. */
export function fromDesign(document: LangiumDocument, range: TextRange, fix: Moved, model: Model): TextEdit[] | undefined {
    const entry = partAt<Count>(document, range, 'Count');
    const written = fix.kind === 'measure of design' ? measureEdit(document, fix, model) : optionEdit(document, fix, model);
    return entry && written && [written, removal(document.textDocument, entry)];
}

function measureEdit(
    { textDocument: text }: LangiumDocument,
    { group, effect, text: measure, isDeclared }: Extract<Moved, { kind: 'measure of design' }>,
    model: Model
): TextEdit | undefined {
    if (!isDeclared) {
        return newElement(text, model, `random ${group} { ${effect} ${measure} }`);
    }
    const block = namesOf(model).groups.get(group);
    const present = block?.entries.find(entry => isRandomEffect(entry) && entry.effect?.$refText === effect)?.$cstNode?.range;
    return present
        ? { range: present, newText: `${effect} ${measure}` }
        : block && newEntry(text, block, `${effect} ${measure}`, { isFirst: true });
}

function optionEdit(
    { textDocument: text }: LangiumDocument,
    { effect, text: option }: Extract<Moved, { kind: 'option of design' }>,
    model: Model
): TextEdit | undefined {
    const test = model.elements.find(isTest);
    const name = option.split(' ')[0];
    const present = test?.options.find(one => 'name' in one && one.name === name)?.$cstNode?.range;
    const end = test?.$cstNode?.range.end;
    return present
        ? { range: present, newText: option }
        : end
          ? { range: { start: end, end }, newText: ` ${option}` }
          : newElement(text, model, `test ${effect} = 0 ${option}`);
}

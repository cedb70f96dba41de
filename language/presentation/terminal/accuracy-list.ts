/** A number in every accuracy as a list, where a terminal has no room for a table. */
import type { Accuracy } from '../../../src-engine/spec/model-spec.js';
import { accuracyName } from '../prose/accuracy-text.js';
import { displayWidth, wrapText } from './terminal.js';

/** The label, then a line for each accuracy. */
export function accuracyList(label: string, numbers: readonly { accuracy: Accuracy; text: string }[], width: number): string {
    const widest = Math.max(...numbers.map(({ accuracy }) => displayWidth(accuracyName(accuracy))));
    return [
        wrapText(label, width),
        ...numbers.map(({ accuracy, text }) => {
            const line = `  ${accuracyName(accuracy).padEnd(widest)}  ${text}`;
            return displayWidth(line) <= width ? line : `  ${accuracyName(accuracy)}\n${wrapText(text, width, '    ')}`;
        })
    ].join('\n');
}

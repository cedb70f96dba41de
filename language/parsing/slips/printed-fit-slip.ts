/** A printed fit of other software in place of a model. */
import { modelOfPrintedFit } from '../../other-software/fitted-model.js';
import { isPrintedFit } from '../../other-software/printed-fit.js';
import type { SyntaxError } from '../parsed-segment.js';

/** The error of a segment that is a printed fit, at its first line; undefined for any other segment. */
export function printedFitError(text: string): SyntaxError | undefined {
    if (!isPrintedFit(text)) {
        return undefined;
    }
    const lines = text.split(/\r\n|\n|\r/);
    const line = lines.findIndex(one => one.trim() !== '');
    const model = modelOfPrintedFit(text);
    return {
        problem: { kind: 'printed-fit', isRead: model !== undefined },
        range: { start: { line, character: 0 }, end: { line, character: lines[line]!.trimEnd().length } },
        ...(model && {
            repairs: [{ start: 0, end: text.length, text: `${model.text}\n`, stops: model.stops, title: 'Write the fit as a model' }]
        })
    };
}

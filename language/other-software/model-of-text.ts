/** Models in the notation of other software: formulas and calls of R and Julia, and printed fits. */
import { modelOfPrintedFit } from './fitted-model.js';
import { isPrintedFit } from './printed-fit.js';
import { modelOfCall, readCall } from './r-call.js';
import type { WrittenText } from './written-model.js';

/** The model that a text stands for; undefined for a text that is none. */
export function modelOfText(text: string): WrittenText | undefined {
    if (isPrintedFit(text)) {
        return modelOfPrintedFit(text);
    }
    const call = readCall(text);
    return call && modelOfCall(call);
}

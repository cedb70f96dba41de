/** The slips that are known, each tried where the parser stops. */
import { blockLetter, designEntry, missingBraces, modelName, quotedName, sweptSize } from './blocks.js';
import {
    bracketsOfValues,
    codingBeforeValues,
    codingWord,
    comparedLevel,
    levelsOfSeveral,
    listOfValues,
    writtenFactor
} from './factors.js';
import { familyInR } from './families.js';
import { jointHypothesis, levelInCall, levelOfEffect } from './hypotheses.js';
import { strangeLine } from './lines.js';
import { emptyElement, missingEnd, missingExpression, missingNumber } from './missing-values.js';
import { accuracyWord, listOfEffects, strangeOption } from './options.js';
import { listOfPoints, namesWithoutEach, rangeOfPoints } from './points.js';
import { lawOfSize, lawParentheses, lawPlace, pointsInBrackets, predictorSign, semicolonInCall } from './predictors.js';
import { termsWithoutNames } from './r-formula-line.js';
import { groupOfRandomEffects, measure, nesting, randomEntry } from './random-effects.js';
import { decimalComma, doubleStar, functionWithoutParentheses, missingEquals, needlessSign, wrongColon, wrongEquals } from './signs.js';
import type { ErrorPlace, Slip } from './slip.js';

/** In the order in which they are tried: the more that a slip demands of the text, the earlier. */
const slips: readonly ((place: ErrorPlace) => Slip | undefined)[] = [
    decimalComma,
    doubleStar,
    rangeOfPoints,
    namesWithoutEach,
    lawOfSize,
    familyInR,
    needlessSign,
    modelName,
    groupOfRandomEffects,
    quotedName,
    levelsOfSeveral,
    writtenFactor,
    codingBeforeValues,
    codingWord,
    listOfValues,
    bracketsOfValues,
    comparedLevel,
    termsWithoutNames,
    levelOfEffect,
    levelInCall,
    jointHypothesis,
    listOfEffects,
    functionWithoutParentheses,
    pointsInBrackets,
    listOfPoints,
    lawParentheses,
    lawPlace,
    predictorSign,
    semicolonInCall,
    nesting,
    measure,
    randomEntry,
    blockLetter,
    designEntry,
    sweptSize,
    wrongEquals,
    missingEquals,
    wrongColon,
    emptyElement,
    missingExpression,
    missingEnd,
    missingBraces,
    missingNumber,
    accuracyWord,
    strangeOption,
    strangeLine
];

/** Whether a slip corrects nothing, so that it is not what the parser stops at. */
function isAsWritten({ problem, repairs }: Slip, { text }: ErrorPlace): boolean {
    return problem !== null && repairs.length > 0 && repairs.every(repair => text.slice(repair.start, repair.end) === repair.text);
}

/** The slip at a place. Undefined where none is known. */
export function slipAt(place: ErrorPlace): Slip | undefined {
    for (const slip of slips) {
        const found = slip(place);
        if (found && !isAsWritten(found, place)) {
            return found;
        }
    }
    return undefined;
}

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
import { jointHypothesis, levelInCall, levelOfEffect, unequalSign } from './hypotheses.js';
import { strangeLine } from './lines.js';
import { linkLine, optionLine } from './option-lines.js';
import { decimalComma, groupedDigits } from './digits.js';
import { interceptWithoutTerm } from './effect-lines.js';
import { emptyElement, missingEnd, missingExpression, missingNumber } from './missing-values.js';
import { accuracyWord, listOfEffects, strangeOption } from './options.js';
import { factorOfPoints, listOfPoints, namesWithoutEach, rangeOfPoints } from './points.js';
import { lawOfSize, lawParentheses, lawPlace, namedArguments, pointsInBrackets, predictorSign, semicolonInCall } from './predictors.js';
import { termsWithoutNames } from './r-formula-line.js';
import { blockWithoutGroup, groupOfRandomEffects, groupWithoutBraces, measure, nesting, randomEntry } from './random-effects.js';
import {
    doubleStar,
    functionWithoutParentheses,
    missingEquals,
    namelessEffect,
    needlessSign,
    productInWords,
    wrongColon,
    wrongEquals
} from './signs.js';
import { percentWord, ratioBehind, ratioOfEffect, ratioOfRisks } from './ratios.js';
import { correlationWord, interceptOfGroup, interceptOfSas, lawOfRandomEffect, measureBehindNumber } from './random-notations.js';
import { namedPrecision, nestedComment } from './notations.js';
import { strangeName } from './strange-names.js';
import { kindOfPredictor } from './kinds-of-predictors.js';
import { needlessLine } from './needless-lines.js';
import { spreadOfSize, writtenSize } from './written-sizes.js';
import { unitBeforePoints, unitBehindNumber, unitInEntry } from './units.js';
import type { ErrorPlace, Slip } from './slip.js';

/** In the order in which they are tried: the more that a slip demands of the text, the earlier. */
const slips: readonly ((place: ErrorPlace) => Slip | undefined)[] = [
    decimalComma,
    groupedDigits,
    doubleStar,
    writtenSize,
    spreadOfSize,
    needlessLine,
    kindOfPredictor,
    ratioBehind,
    ratioOfRisks,
    percentWord,
    lawOfRandomEffect,
    correlationWord,
    unequalSign,
    measureBehindNumber,
    interceptOfSas,
    interceptOfGroup,
    nestedComment,
    namedPrecision,
    unitBeforePoints,
    unitInEntry,
    rangeOfPoints,
    namesWithoutEach,
    lawOfSize,
    familyInR,
    groupWithoutBraces,
    optionLine,
    linkLine,
    needlessSign,
    strangeName,
    modelName,
    groupOfRandomEffects,
    quotedName,
    levelsOfSeveral,
    writtenFactor,
    ratioOfEffect,
    productInWords,
    codingBeforeValues,
    codingWord,
    listOfValues,
    bracketsOfValues,
    comparedLevel,
    namedArguments,
    termsWithoutNames,
    levelOfEffect,
    levelInCall,
    jointHypothesis,
    listOfEffects,
    functionWithoutParentheses,
    pointsInBrackets,
    factorOfPoints,
    listOfPoints,
    lawParentheses,
    lawPlace,
    predictorSign,
    semicolonInCall,
    blockWithoutGroup,
    nesting,
    measure,
    randomEntry,
    blockLetter,
    designEntry,
    sweptSize,
    namelessEffect,
    wrongEquals,
    missingEquals,
    wrongColon,
    interceptWithoutTerm,
    emptyElement,
    missingExpression,
    missingEnd,
    missingBraces,
    missingNumber,
    accuracyWord,
    strangeOption,
    unitBehindNumber,
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

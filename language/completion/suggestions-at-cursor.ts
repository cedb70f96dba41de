/** What people usually write at a place, the most likely first. */
import type { Cursor } from './cursor.js';
import {
    costSuggestions,
    dataHeadSuggestions,
    dataSuggestions,
    designSuggestions,
    simulateSuggestions,
    sweepSuggestions
} from './design.js';
import { fixedSuggestions, randomHeadSuggestions, randomSuggestions } from './effects.js';
import { elementSuggestions, fixedBlocks } from './elements.js';
import { deriveSuggestions, precisionSuggestions, testSuggestions, usingSuggestions } from './goals.js';
import { familySuggestions, predictorSuggestions } from './response.js';
import { needsMoreWords } from './statements.js';
import { templates } from '../templates/template-list.js';
import { equalsSign, named, needed, none, optional, type Suggestion, type Suggestions } from './suggestion.js';
import { levelsInBracket, predictorsInTerm } from './terms.js';

export function suggestionsAt(cursor: Cursor): Suggestions {
    return levelsInBracket(cursor) ?? suggestionsInBlock(cursor);
}

function suggestionsInBlock(cursor: Cursor): Suggestions {
    switch (cursor.kind) {
        case 'file':
            return fileSuggestions(cursor);
        case 'model':
            return cursor.statement.length === 0 ? optional(elementSuggestions(cursor.model, lastElement(cursor))) : elementParts(cursor);
        case 'fixed':
            return fixedSuggestions(cursor);
        case 'random':
            return randomSuggestions(cursor);
        case 'design':
            return designSuggestions(cursor);
        case 'cost':
            return costSuggestions(cursor);
        case 'simulate':
            return simulateSuggestions(cursor);
        case 'data':
            return dataSuggestions(cursor);
        default:
            return none;
    }
}

function lastElement({ previous }: Cursor): string | undefined {
    const [first, second] = previous?.words ?? [];
    return first === 'fixed' && second !== undefined ? `${first} ${second}` : first;
}

function fileSuggestions({ statement, model }: Cursor): Suggestions {
    if (statement.length === 0) {
        return optional([
            { label: 'model', kind: 'element', snippet: 'model ${1:name} {\n\tfamily $0\n}' },
            { label: 'let', kind: 'element', snippet: 'let ${1:name} = $0' },
            ...templates.map(({ title, description, snippet }): Suggestion => ({
                label: title,
                kind: 'element',
                snippet,
                detail: 'template',
                documentation: description
            }))
        ]);
    }
    const [first] = statement;
    if (first === 'model' && statement.length > 1) {
        return needed([{ label: '{', kind: 'sign', snippet: '{\n\t$0\n}' }]);
    }
    return first === 'let' ? letSuggestions(statement, model.constants) : none;
}

function letSuggestions(statement: readonly string[], constants: readonly string[]): Suggestions {
    const last = statement.at(-1);
    if (last === '=') {
        return optional(named(constants, 'constant'));
    }
    const isNameBefore = statement.length > 1 && (statement.at(-2) === ',' || statement.length === 2) && !needsMoreWords(statement);
    return isNameBefore ? needed([equalsSign]) : none;
}

function elementParts(cursor: Cursor): Suggestions {
    const { statement, model } = cursor;
    switch (statement[0]) {
        case 'family':
            return familySuggestions(cursor);
        case 'predictor':
            return predictorSuggestions(cursor);
        case 'fixed':
            return statement.length === 1 ? needed(fixedBlocks(model)) : needed([{ label: '{', kind: 'sign', snippet: '{\n\t$0\n}' }]);
        case 'offset':
            return needsMoreWords(statement) || statement.length === 1 ? needed(predictorsInTerm(model, false)) : none;
        case 'random':
            return randomHeadSuggestions(cursor);
        case 'design':
        case 'cost':
        case 'simulate':
            return needed([{ label: '{', kind: 'sign', snippet: '{ $0 }' }]);
        case 'sweep':
            return sweepSuggestions(cursor);
        case 'test':
            return testSuggestions(cursor);
        case 'precision':
            return precisionSuggestions(cursor);
        case 'derive':
            return deriveSuggestions(cursor);
        case 'data':
            return dataHeadSuggestions(cursor);
        case 'using':
            return usingSuggestions(cursor);
        case 'let':
            return letSuggestions(statement, model.constants);
        default:
            return none;
    }
}

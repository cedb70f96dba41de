/** Diagnostics about data files and simulated data. */
import { error, information } from './diagnostic.js';
import { fillIn, replaceWith } from './fix.js';
import { exampleModel } from './example-model.js';
import { fileText, type FileProblem } from './files.js';
import { knownWords, quoted, shown } from './wording.js';

/** Why a data file gives no data. */
export type DataProblem =
    | FileProblem
    | { problem: 'outside' }
    | { problem: 'too large'; megabytes: number; most: number }
    | { problem: 'growing'; most: number }
    | { problem: 'quote not closed'; line: number }
    | { problem: 'empty' }
    | { problem: 'document not saved' }
    /** The program that reads the text holds data files as texts, and not this one. */
    | { problem: 'not given' };

function dataText(fact: DataProblem): string {
    switch (fact.problem) {
        case 'missing':
            return 'There is no file at this path. Write the path from the folder of this file, such as `"data/pilot.csv"`.';
        case 'folder':
            return 'This path is a folder. Name a data file in it, such as `"pilot.csv"`.';
        case 'outside':
            return 'This path leads out of the open folder. Copy the data file into that folder.';
        case 'too large':
            return `This data file has ${fact.megabytes} MB, but at most ${fact.most} MB are read. Keep only the rows and columns that the model needs.`;
        case 'growing':
            return `This data file grew beyond ${fact.most} MB while it was read. Keep only the rows and columns that the model needs.`;
        case 'quote not closed':
            return `The quotation mark on line ${fact.line} of the data file is never closed. Add the second one.`;
        case 'empty':
            return 'This data file is empty. Its first line must name the columns.';
        case 'document not saved':
            return 'The path of a data file starts from this file, which is not saved yet. Save it first.';
        case 'not given':
            return 'The text of this data file was not given. Give it to `read` in the option `data`, by this path.';
        default:
            return fileText(fact);
    }
}

/** A column that holds something else than numbers, or nothing. */
export type NotNumeric = { column: string; file: string } & ({ line: number; text: string } | { isEmpty: true });

/** More of a value is not shown. */
const mostShown = 40;
/** More columns are not listed. */
const mostColumns = 10;

const withData = {
    predictor: 'data pilot from "pilot.csv" { }\npredictor x ~ Empirical(pilot.dose)'
};
const pilot = { 'pilot.csv': 'dose,arm\n1,low\n2.5,high\n4,high\n' };

export const data = {
    'path-not-allowed': error({
        summary: 'The path of a data file is missing or not relative.',
        message: ({ isMissing }: { isMissing: boolean; relative: string | undefined }) =>
            isMissing
                ? 'The name of the data file is missing. Write `"pilot.csv"`, for example.'
                : 'The path of a data file must start from the folder of this file and stay in it. Write `"data/pilot.csv"`, for example.',
        fix: ({ relative }) => (relative === undefined ? fillIn('"pilot.csv"', 'pilot.csv') : replaceWith(relative)),
        why: 'With a relative path the folder can be moved and shared, and the model still finds its data.',
        remedy: 'Copy the data beside the file, and write the path from there.',
        example: {
            text: exampleModel({ predictor: 'data pilot from "/home/me/pilot.csv" { }\npredictor x ~ Empirical(pilot.dose)' }),
            instead: exampleModel(withData),
            files: pilot
        }
    }),
    'data-not-read': error({
        summary: 'A data file is missing or cannot be read.',
        message: (fact: DataProblem) => dataText(fact),
        fix: null,
        why: 'A law that is taken from data does not exist without them.',
        remedy: 'Check the path, the permissions and the encoding of the file: CSV in UTF-8, with the names of the columns in its first line.',
        example: {
            text: exampleModel({ predictor: 'data pilot from "pilots.csv" { }\npredictor x ~ Empirical(pilot.dose)' }),
            instead: exampleModel(withData),
            files: pilot
        }
    }),
    'unknown-column': error({
        summary: 'A data file has no such column.',
        message: ({
            column,
            file,
            nearest,
            known
        }: {
            column: string;
            file: string;
            nearest: { name: string; written: string } | undefined;
            known: readonly string[];
        }) =>
            `${quoted(file)} has no column ${quoted(column)}. ${
                nearest === undefined && known.length > mostColumns
                    ? `Its first columns: ${known.slice(0, mostColumns).map(quoted).join(', ')}.`
                    : knownWords(nearest?.name, 'Its columns', known)
            }`,
        fix: ({ nearest }) => replaceWith(nearest?.written),
        why: 'A law that is taken from a column does not exist without it.',
        remedy: 'Write the name as it stands in the first line of the file. A name with spaces goes in quotes.',
        example: {
            text: exampleModel({ predictor: 'data pilot from "pilot.csv" { }\npredictor x ~ Empirical(pilot.doze)' }),
            instead: exampleModel(withData),
            files: pilot
        }
    }),
    'column-not-numeric': error({
        summary: 'A column that a law is taken from holds something else than numbers.',
        message: (fact: NotNumeric) => {
            if ('isEmpty' in fact) {
                return `The column ${quoted(fact.column)} of ${quoted(fact.file)} has no values. Use a column with numbers.`;
            }
            const text = fact.text.length > mostShown ? `${fact.text.slice(0, mostShown)}…` : fact.text;
            return `The column ${quoted(fact.column)} has ${quoted(text)} on line ${fact.line} of ${quoted(fact.file)}, which is not a number. Use a column with numbers only.`;
        },
        fix: null,
        why: 'A predictor multiplies an effect, so its values must be numbers.',
        remedy: 'Use a column of numbers. For categories, write a `Categorical` law with their frequencies.',
        example: {
            text: exampleModel({ predictor: 'data pilot from "pilot.csv" { }\npredictor x ~ Empirical(pilot.arm)' }),
            instead: exampleModel(withData),
            files: pilot
        }
    }),
    'values-missing': information({
        summary: 'Some values of a data column are missing and left out.',
        message: ({ column, missing, total }: { column: string; missing: number; total: number }) =>
            `${missing} of the ${total} values of ${quoted(column)} ${missing === 1 ? 'is' : 'are'} missing. The law uses the others.`,
        fix: null,
        why: 'The law is the distribution of the values that are there. If values are missing for a reason, it may differ from the law in the study.',
        remedy: 'Nothing, if values are missing at random.',
        example: {
            text: exampleModel(withData),
            instead: exampleModel({ predictor: 'data pilot from "complete.csv" { }\npredictor x ~ Empirical(pilot.dose)' }),
            files: { 'pilot.csv': 'dose\n1\nNA\n4\n', 'complete.csv': 'dose\n1\n2.5\n4\n' }
        }
    }),
    'simulation-out-of-range': error({
        summary: 'A number of a simulation is out of range.',
        message: ({ name, least, value }: { name: string; least: number; value: number }) =>
            `${quoted(name)} must be a whole number of ${least} or more, but is ${shown(value)}.`,
        fix: ({ least, value }) => replaceWith(String(Math.max(least, Math.round(value)))),
        why: 'Data sets are counted, and a seed starts the generator of random numbers.',
        remedy: 'Write a whole number.',
        example: {
            text: exampleModel({ goal: 'simulate { replicates 0.5 }' }),
            instead: exampleModel({ goal: 'simulate { replicates 1000 }' })
        }
    }),
    'unknown-method': error({
        summary: 'There is no such method of fitting.',
        message: ({ method, known }: { method: string; known: readonly string[] }) =>
            `Unknown method ${quoted(method)}. ${knownWords(undefined, 'Methods', known)}`,
        fix: ({ known }) => replaceWith(known[0]),
        why: 'A simulation fits the model to every data set by this method.',
        remedy: 'Use one of the methods that the message lists.',
        example: {
            text: exampleModel({ goal: 'simulate { method reml }' }),
            instead: exampleModel({ goal: 'simulate { method laplace }' })
        }
    })
};

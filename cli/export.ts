import { ExportProblem, exportModel, exportTargets, targets, type ExportTarget } from '../language/export/index.js';
import type { Issue, LoweredModel } from '../language/index.js';
import { printDiagnostics } from './check.js';
import { CommandLineError, type Command } from './command-record.js';
import { fileArguments } from './file-arguments.js';
import { modelNamesText } from './model-names.js';
import { hasErrors, isWithoutModel, openFiles, type OpenedFile } from './opened-file.js';
import { print, printError } from './output.js';
import { writtenFile } from './written-file.js';

export const run: Command['run'] = async args => {
    const { files, values } = fileArguments('export', args, {
        model: { type: 'string' },
        to: { type: 'string' },
        output: { type: 'string', short: 'o' },
        seed: { type: 'string' }
    });
    const target = targetNamed(values.to);
    const seed = wholeNumber(values.seed ?? '1');
    if (files.length > 1) {
        throw new CommandLineError('`glmm export` takes one file.');
    }
    const [file] = await openFiles(files);
    if (!file) {
        return 1;
    }
    if (isWithoutModel(file) || (file.models.length === 0 && hasErrors([file]))) {
        await printDiagnostics([file], 'remarks');
        return 1;
    }
    const model = modelNamed(file, values.model);
    const errors = { ...file, issues: [], models: [onlyErrors(model)] };
    if (!model.spec || hasErrors([errors])) {
        await printDiagnostics([errors], 'remarks');
        return 1;
    }
    let text: string;
    try {
        text = exportModel(model.spec, { target, title: model.title, seed, written: model.written, scales: model.scales });
    } catch (error) {
        if (error instanceof ExportProblem) {
            await printError(`glmm: ${file.name}: ${error.message}`);
            return 1;
        }
        throw error;
    }
    return values.output === undefined ? await printed(text) : await writtenFile(values.output, text);
};

/** A line for each target. */
export function targetsHelp(): string {
    const width = Math.max(...exportTargets.map(({ length }) => length));
    return Object.values(targets)
        .map(({ name, what }) => `  ${name.padEnd(width)}  ${what}`)
        .join('\n');
}

/** @throws CommandLineError if there is no such target, or none is named */
function targetNamed(name: string | undefined): ExportTarget {
    const target = exportTargets.find(known => known.toLowerCase() === name?.toLowerCase());
    if (!target) {
        const wrong = name === undefined ? '`glmm export` needs a target' : `Unknown target ${name}`;
        throw new CommandLineError(`${wrong}. Write --to and one of ${exportTargets.join(', ')}.`);
    }
    return target;
}

/** R, Julia and Python take whole numbers as seeds, R of 31 bits. */
function wholeNumber(text: string): number {
    if (!/^[0-9]+$/.test(text) || 2 ** 31 <= Number(text)) {
        throw new CommandLineError(`The seed must be a whole number from 0 to 2147483647; it is ${text}.`);
    }
    return Number(text);
}

/** The model of this name, or the only one. @throws CommandLineError where there is none or several */
function modelNamed({ models }: OpenedFile, name: string | undefined): LoweredModel {
    const named = models.filter(model => name === undefined || model.name === name);
    const [model] = named;
    if (!model) {
        throw new CommandLineError(
            name === undefined ? 'There is no model in the file.' : `No model is named ${name}. ${modelNamesText(models)}`
        );
    }
    if (name === undefined && named.length > 1) {
        throw new CommandLineError(`The file has several models. Choose one with --model. ${modelNamesText(named)}`);
    }
    return model;
}

/** An export ignores warnings and hints. What a model without numbers lacks is no error. */
function onlyErrors(model: LoweredModel): LoweredModel {
    const isShown = ({ severity, code }: Issue): boolean => severity === 'error' || (model.spec === null && code === 'unfinished');
    return { ...model, issues: model.issues.filter(isShown) };
}

async function printed(text: string): Promise<0> {
    await print(text.replace(/\n$/, ''));
    return 0;
}

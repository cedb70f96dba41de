import type { LoweredModel } from '../language/index.js';
import { terminalLine } from '../language/presentation/terminal/terminal.js';
import { modelText } from '../language/presentation/terminal/terminal-model.js';
import { analysisJson, type AnalyzedModel } from './analysis-json.js';
import { printDiagnostics } from './check.js';
import { CommandLineError, type Command } from './command-record.js';
import { computedModel } from './computed-model.js';
import { fileArguments } from './file-arguments.js';
import { modelNamesText } from './model-names.js';
import { lacksNumbers, openFiles, type OpenedFile } from './opened-file.js';
import { print, printError, styleOf, terminalWidth } from './output.js';
import { Progress } from './progress.js';

export const run: Command['run'] = async args => {
    const { files: paths, values } = fileArguments('analyze', args, {
        model: { type: 'string' },
        exact: { type: 'boolean' },
        fast: { type: 'boolean' },
        json: { type: 'boolean' }
    });
    if (values.exact && values.fast) {
        throw new CommandLineError('--exact simulates and --fast does not. Leave out one of them.');
    }
    const files = select(await openFiles(paths), values.model);
    const progress = new Progress(files.flatMap(({ models }) => models).filter(({ spec }) => spec !== null).length);
    const output = values.json ? null : new TextOutput();
    const opened: OpenedFile[] = [];
    const analyzed: AnalyzedModel[] = [];
    for (const file of files) {
        await output?.beginFile(file);
        const models: LoweredModel[] = [];
        for (const model of file.models) {
            if (model.spec) {
                await progress.start(terminalLine(model.name));
            }
            const result = {
                file: file.name,
                ...computedModel(model, file.swept(model), exactOptions(values.exact || model.spec?.using === 'exact', values.fast))
            };
            await progress.clear();
            models.push(result.model);
            analyzed.push(result);
            await output?.printModel(result, file.suggestion);
        }
        opened.push({ ...file, models });
    }
    if (values.json) {
        await print(JSON.stringify(analysisJson(opened, analyzed), null, 2));
    }
    const failed = analyzed.filter(model => model.failed);
    for (const { file, model } of failed) {
        await printError(
            `glmm: ${file}: the computation of model ${model.name} failed. This is an internal error; please report it. The other models are complete.`
        );
    }
    return failed.length > 0 ? 3 : lacksNumbers(opened) ? 1 : 0;
};

/** Only the models of that name, if the user gives one. @throws CommandLineError where no file has it */
function select(files: OpenedFile[], name: string | undefined): OpenedFile[] {
    if (name === undefined) {
        return files;
    }
    const selected = files.map(file => ({ ...file, models: file.models.filter(model => model.name === name) }));
    const isReadable = files.some(file => file.issues.every(issue => issue.code !== 'unreadable-file'));
    if (isReadable && selected.every(file => file.models.length === 0)) {
        throw new CommandLineError(`No model is named ${name}. ${modelNamesText(files.flatMap(({ models }) => models))}`);
    }
    return selected;
}

/** The same draws in every run, so that numbers are reproducible. */
const seed = 1;

function exactOptions(simulates: boolean, isFast = false): { exact: 'closed' | 'quick' | 'simulate'; seed: number } {
    return { exact: isFast ? 'closed' : simulates ? 'simulate' : 'quick', seed };
}

/** Prints the messages and the tables of each model as soon as they exist. */
class TextOutput {
    private readonly style = styleOf(process.stdout);
    private readonly width = terminalWidth();
    private isFirst = true;

    /** Prints the messages that belong to no model. */
    async beginFile({ name, issues, suggestion }: OpenedFile): Promise<void> {
        await printDiagnostics([{ name, issues, models: [], suggestion }], 'remarks');
    }

    async printModel(
        { file, model, analysis, answers, answered, sweep }: AnalyzedModel,
        suggestion: OpenedFile['suggestion']
    ): Promise<void> {
        await printDiagnostics([{ name: file, issues: [], models: [model], suggestion }], 'remarks');
        const { spec, scales, title } = model;
        if (spec && analysis) {
            const text = modelText({ file, title, spec, scales, analysis, answers, answered, sweep }, this.width, this.style);
            await print(this.isFirst ? text : `\n${text}`);
            this.isFirst = false;
        }
    }
}

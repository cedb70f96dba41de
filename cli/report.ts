import path from 'node:path';
import type { LoweredModel } from '../language/index.js';
import { htmlReport, markdownReport, reportModel, type ReportInput } from '../report/index.js';
import { printDiagnostics } from './check.js';
import { CommandLineError, type Command } from './command-record.js';
import { fileArguments } from './file-arguments.js';
import { modelNamesText } from './model-names.js';
import { isWithoutModel, lacksNumbers, openFiles, type OpenedFile } from './opened-file.js';
import { print, printError } from './output.js';
import { version } from '../report/version.js';
import { canBeWritten, writtenFile } from './written-file.js';

/** The same draws in every run. */
const seed = 1;

export const run: Command['run'] = async args => {
    const { files, values } = fileArguments('report', args, {
        model: { type: 'string', multiple: true },
        output: { type: 'string', short: 'o' },
        exact: { type: 'boolean' }
    });
    const write = writerFor(values.output);
    if (files.length > 1) {
        throw new CommandLineError('`glmm report` takes one file.');
    }
    if (values.output !== undefined && !(await canBeWritten(values.output))) {
        return 3;
    }
    const [file] = await openFiles(files);
    if (!file || file.text === null || isWithoutModel(file)) {
        await printDiagnostics(file ? [file] : [], 'remarks');
        return 1;
    }
    const chosen = select(file, values.model);
    const models = chosen.map(model =>
        reportModel(model, file.swept(model), { exact: values.exact || model.spec?.using === 'exact' ? 'simulate' : 'quick', seed })
    );
    const text = write({ file: path.basename(file.name), text: file.text, version, models, issues: file.issues });
    for (const { name } of models.filter(({ failed }) => failed)) {
        await printError(
            `glmm: ${file.name}: the computation of model ${name} failed. This is an internal error; please report it. The other models are complete.`
        );
    }
    const code = values.output === undefined ? await printed(text) : await writtenFile(values.output, text);
    if (code !== 0 || models.some(({ failed }) => failed)) {
        return 3;
    }
    // With the messages that follow from the numbers.
    const shown = { ...file, models: chosen.map((model, index) => ({ ...model, issues: models[index]?.issues ?? model.issues })) };
    if (lacksNumbers([shown])) {
        await printDiagnostics([shown], 'remarks');
        return 1;
    }
    return 0;
};

/** By the ending of the file; without a file HTML. @throws CommandLineError for another ending */
function writerFor(output: string | undefined): (input: ReportInput) => string {
    if (output === undefined || /\.html?$/i.test(output)) {
        return htmlReport;
    }
    if (/\.(md|markdown)$/i.test(output)) {
        return markdownReport;
    }
    throw new CommandLineError(`A report is HTML or Markdown: the name ${output} must end with .html or .md.`);
}

/** Only the models of these names, in the order of the file. @throws CommandLineError where one is missing */
function select({ models }: OpenedFile, names: string[] | undefined): LoweredModel[] {
    if (names === undefined) {
        return models;
    }
    const missing = names.find(name => models.every(model => model.name !== name));
    if (missing !== undefined) {
        throw new CommandLineError(`No model is named ${missing}. ${modelNamesText(models)}`);
    }
    return models.filter(({ name }) => names.includes(name));
}

async function printed(text: string): Promise<0> {
    await print(text.replace(/\n$/, ''));
    return 0;
}

import { modelText } from '../language/presentation/terminal/terminal-model.js';
import { analysisJson, type AnalyzedModel } from './analysis-json.js';
import { printDiagnostics } from './check.js';
import { UsageError, type Command } from './command.js';
import { computed } from './computed-model.js';
import { fileArguments } from './file-arguments.js';
import { modelNamesText } from './model-names.js';
import { hasErrors, openFiles, type OpenedFile } from './opened-file.js';
import { print, printError, styleOf, terminalWidth } from './output.js';

export const run: Command['run'] = async args => {
    const { files, values } = fileArguments('analyze', args, {
        model: { type: 'string' },
        exact: { type: 'boolean' },
        fast: { type: 'boolean' },
        json: { type: 'boolean' }
    });
    const opened: OpenedFile[] = [];
    const analyzed: AnalyzedModel[] = [];
    for (const file of select(await openFiles(files), values.model)) {
        const models = file.models.map(model =>
            computed(model, file.swept(model), exactOptions(values.exact || model.spec?.using === 'exact', values.fast))
        );
        opened.push({ ...file, models: models.map(({ model }) => model) });
        analyzed.push(...models.map(model => ({ file: file.name, ...model })));
    }
    if (values.json) {
        await print(JSON.stringify(analysisJson(opened, analyzed), null, 2));
    } else {
        await printDiagnostics(opened, 'remarks');
        await printTexts(analyzed);
    }
    const failed = analyzed.filter(model => model.failed);
    for (const { file, model } of failed) {
        await printError(
            `glmm: ${file}: the computation of model ${model.name} failed. This is an internal error; please report it. The other models are complete.`
        );
    }
    return failed.length > 0 ? 3 : hasErrors(opened) ? 1 : 0;
};

/** Only the models of that name, if the user gives one. @throws UsageError where no file has it */
function select(files: OpenedFile[], name: string | undefined): OpenedFile[] {
    if (name === undefined) {
        return files;
    }
    const selected = files.map(file => ({ ...file, models: file.models.filter(model => model.name === name) }));
    const isReadable = files.some(file => file.issues.every(issue => issue.code !== 'unreadable-file'));
    if (isReadable && selected.every(file => file.models.length === 0)) {
        throw new UsageError(`No model is named ${name}. ${modelNamesText(files.flatMap(({ models }) => models))}`);
    }
    return selected;
}

/** The same draws in every run, so that numbers are reproducible. */
const seed = 1;

function exactOptions(simulates: boolean, isFast = false): { exact: 'closed' | 'quick' | 'simulate'; seed: number } {
    return { exact: isFast ? 'closed' : simulates ? 'simulate' : 'quick', seed };
}

async function printTexts(analyzed: AnalyzedModel[]): Promise<void> {
    const style = styleOf(process.stdout);
    const width = terminalWidth();
    const texts = analyzed.flatMap(({ file, model: { spec, title }, analysis, answers, answered, sweep }) =>
        spec && analysis ? [modelText({ file, title, spec, analysis, answers, answered, sweep }, width, style)] : []
    );
    if (texts.length > 0) {
        await print(texts.join('\n\n'));
    }
}

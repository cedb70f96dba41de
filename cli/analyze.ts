import { analyze, type Analysis } from '../src-engine/index.js';
import type { LoweredModel } from '../language/index.js';
import { modelText } from '../language/presentation/terminal-model.js';
import { analysisJson, type AnalyzedModel } from './analysis-json.js';
import { printDiagnostics } from './check.js';
import { UsageError, type Command } from './command.js';
import { fileArguments } from './file-arguments.js';
import { hasErrors, openFiles, type OpenedFile } from './opened-file.js';
import { print, printError, styleOf, terminalWidth } from './output.js';

export const run: Command['run'] = async args => {
    const { files, values } = fileArguments('analyze', args, {
        model: { type: 'string' },
        exact: { type: 'boolean' },
        json: { type: 'boolean' }
    });
    const opened = select(await openFiles(files), values.model);
    const analyzed = opened.flatMap(file => file.models.map(model => ({ file: file.name, model, ...computed(model) })));
    if (values.json) {
        await print(JSON.stringify(analysisJson(opened, analyzed), null, 2));
    } else {
        await printDiagnostics(opened, 'remarks');
        await printTexts(analyzed);
    }
    if (values.exact) {
        await printError('glmm: --exact: exact variances are not in this version; all others are told.');
    }
    const failed = analyzed.filter(model => model.failed);
    for (const { file, model } of failed) {
        await printError(`glmm: ${file}: the computation of model ${model.name} failed. The other models are not concerned.`);
    }
    return failed.length > 0 ? 3 : hasErrors(opened) ? 1 : 0;
};

/** Only the models of that name, where one is asked for. @throws UsageError where no file has it */
function select(files: OpenedFile[], name: string | undefined): OpenedFile[] {
    if (name === undefined) {
        return files;
    }
    const selected = files.map(file => ({ ...file, models: file.models.filter(model => model.name === name) }));
    const names = [...new Set(files.flatMap(file => file.models.map(model => model.name)))].filter(Boolean);
    const isReadable = files.some(file => file.issues.every(issue => issue.code !== 'unreadable-file'));
    if (isReadable && selected.every(file => file.models.length === 0)) {
        const known =
            names.length === 0
                ? 'There are no models.'
                : `There ${names.length === 1 ? 'is' : 'are'} ${names.slice(0, 10).join(', ')}${names.length > 10 ? ', …' : ''}.`;
        throw new UsageError(`No model is named ${name}. ${known}`);
    }
    return selected;
}

/** A defect of the engine in one model is not the end of the others. */
function computed(model: LoweredModel): { analysis: Analysis | null; failed: boolean } {
    try {
        return { analysis: model.spec && analyze(model.spec), failed: false };
    } catch {
        return { analysis: null, failed: true };
    }
}

async function printTexts(analyzed: AnalyzedModel[]): Promise<void> {
    const style = styleOf(process.stdout);
    const width = terminalWidth();
    const texts = analyzed.flatMap(({ file, model: { spec, title }, analysis }) =>
        spec && analysis ? [modelText({ file, title, spec, analysis }, width, style)] : []
    );
    if (texts.length > 0) {
        await print(texts.join('\n\n'));
    }
}

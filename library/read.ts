import { EmptyFileSystem, URI } from 'langium';
import { createGlmmServices, lowerDocument, sweptModels, type Issue, type LoweredModel } from '../language/index.js';
import type { DocumentWithData } from '../language/data/data-files.js';
import type { ModelSpec } from '../src-engine/spec/model-spec.js';
import { checkedOptions } from './checked-options.js';
import { dataFilesFrom } from './data-files.js';
import type { DataTexts } from './data-texts.js';
import { remember } from './opened.js';
import { UsageError } from './usage-error.js';

/** A message about a place in a text. Lines and columns count from 1, in UTF-16 units; the end is behind the last character. */
export interface Diagnostic {
    /** Numbers are computed only of models without an `error`. */
    severity: 'error' | 'warning' | 'information' | 'hint';
    /** Stable and in kebab-case: `unknown-name`, `wrong-block`. `docs/diagnostics.md` lists all codes. */
    code: string;
    /** What is wrong, and what would be right. */
    message: string;
    line: number;
    column: number;
    endLine: number;
    endColumn: number;
}

/** A model of a text. */
export interface ReadModel {
    name: string;
    /** The quoted title behind the name, or null. */
    title: string | null;
    /** The doc comment above the model, or null. */
    doc: string | null;
    /** The model as data, ready for `analyze` and `answer`; null if an error leaves the model without meaning. */
    spec: ModelSpec | null;
    /** The messages that the text alone allows about the model, in text order. */
    diagnostics: Diagnostic[];
}

export interface ReadResult {
    /** In text order, models with errors among them. */
    models: ReadModel[];
    /** Messages about the text outside its models. */
    diagnostics: Diagnostic[];
}

export interface ReadOptions {
    /** The data files that the text names. Without them the laws of data columns stay `empirical`, and numbers that depend on them are missing. */
    data?: DataTexts;
}

let services: ReturnType<typeof createGlmmServices> | undefined;

/**
 * Reads the models of a `.glmm` text.
 *
 * Any text has a result: a mistake in it is a diagnostic, and never an exception. It touches no file, and runs in Node and in browsers.
 *
 * @throws UsageError where `text` is not a string, or an option is unknown or of the wrong type
 */
export function read(text: string, options?: ReadOptions): ReadResult {
    if (typeof text !== 'string') {
        throw new UsageError('read() takes the text of a .glmm file as a string.');
    }
    const { data } = checkedOptions<ReadOptions>('read', options, {
        data: {
            isRight: value => typeof value === 'function' || (typeof value === 'object' && value !== null && !Array.isArray(value)),
            expected: 'an object of texts by path, or a function from a path to a text'
        }
    });
    services ??= createGlmmServices(EmptyFileSystem);
    const document: DocumentWithData = services.shared.workspace.LangiumDocumentFactory.fromString(text, URI.parse('memory:/model.glmm'));
    document.dataFiles = data && dataFilesFrom(data);
    const { models: lowered, issues } = lowerDocument(document);
    const models = lowered.map(readModel);
    const opened = lowered.map((model, index) => ({ model, swept: () => sweptModels(document, index) }));
    const result: ReadResult = { models, diagnostics: issues.map(diagnostic) };
    models.forEach((model, i) => remember(model, { text, issues: [], models: opened.slice(i, i + 1) }));
    remember(result, { text, issues, models: opened });
    return result;
}

function readModel({ name, title, doc, spec, issues }: LoweredModel): ReadModel {
    return { name, title, doc, spec, diagnostics: issues.map(diagnostic) };
}

function diagnostic({ severity, code, message, range: { start, end } }: Issue): Diagnostic {
    return {
        severity,
        code,
        message,
        line: start.line + 1,
        column: start.character + 1,
        endLine: end.line + 1,
        endColumn: end.character + 1
    };
}

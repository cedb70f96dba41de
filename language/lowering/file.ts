import { checkFile } from '../checks/file-checks.js';
import { checkModel } from '../checks/model-checks.js';
import { DataReadings, type DocumentWithData } from '../data/data-files.js';
import { diagnosticOf } from '../diagnostics/catalogue.js';
import { issueOf } from '../diagnostics/issue.js';
import { isFile, type File, type Model } from '../generated/ast.js';
import type { Issue, LoweredFile, LoweredModel, TextPosition, TextRange } from '../lowered-model.js';
import type { ParsedSegment, SyntaxError } from '../parsing/parsed-segment.js';
import { constantsText, segmentsOf } from '../parsing/parser.js';
import { rangeOf, rangeOfPart } from '../parsing/text-range.js';
import type { Named } from '../scoping/names.js';
import { nearestName } from '../scoping/nearest-name.js';
import { ConstantEvaluator } from './constants.js';
import { withoutConsequences } from './consequences.js';
import { ModelContext } from './context.js';
import { docComment } from './doc-comment.js';
import { examinationOf } from './examination.js';
import { hashesOf } from './hash.js';
import { limitIssues } from './issue-limit.js';
import { lowerModel } from './model.js';
import { placesOf } from './places.js';
import { IssueReport } from './issue-report.js';
import { shiftLines } from './shifted-model.js';
import { sortedNames } from './sorted-effects.js';
import { writtenValues } from './written-values.js';
import { scalesIn } from '../writing/adjustable-places.js';

/** A lowered model with what it depends on. It is current while these are, wherever it moves in the file. */
interface Remembered {
    /** Texts of the constants at the top of the file. */
    fileConstants: string;
    readings: DataReadings;
    line: number;
    character: number;
    lowered: LoweredModel;
    used: ReadonlySet<Named>;
}

const lineBreak = /\r\n|\n|\r/g;

const rememberedModels = new WeakMap<Model, Remembered>();
const loweredFiles = new WeakMap<File, { lowered: LoweredFile; readings: readonly DataReadings[] }>();

/**
 * The models of a document as data, with their diagnostics. Never throws, also for half-typed text. Computed once for each version
 * of the text and of its data files; models whose text is unchanged are taken from the version before.
 */
export function lowerDocument(document: DocumentWithData): LoweredFile {
    const file = document.parseResult.value;
    if (!isFile(file)) {
        return { models: [], issues: [] };
    }
    let known = loweredFiles.get(file);
    if (!known?.readings.every(readings => readings.areCurrent())) {
        known = lowerFile(file, document);
        loweredFiles.set(file, known);
    }
    return known.lowered;
}

function lowerFile(file: File, document: DocumentWithData): { lowered: LoweredFile; readings: readonly DataReadings[] } {
    const segments: readonly ParsedSegment[] = segmentsOf(document.parseResult);
    const report = new IssueReport();
    const fileConstants = new ConstantEvaluator(report, null);
    const ofConstants = constantsText(segments);
    const models: LoweredModel[] = [];
    const readings: DataReadings[] = [];
    const used = new Set<Named>();
    for (const segment of segments) {
        const [model] = segment.content.models;
        if (model) {
            const remembered = lowerSegment(model, segment, ofConstants, fileConstants, document);
            models.push(remembered.lowered);
            readings.push(remembered.readings);
            remembered.used.forEach(name => used.add(name));
        } else {
            report.issues.push(...syntaxIssues(segment, segment.syntaxErrors));
        }
        report.issues.push(...syntaxIssues(segment, segment.strayErrors));
    }
    const mayUseMore = models.some(({ issues }) => issues.some(({ code }) => code === 'unfinished'));
    checkFile(file, fileConstants, { used, mayUseMore }, report);
    mustSayWhatIsWrong(models, report);
    return { lowered: limitIssues({ models, issues: report.issues }), readings };
}

/** A model has a meaning, or a message says why not, here or at a constant of the file. Otherwise a rule is missing. */
function mustSayWhatIsWrong(models: readonly LoweredModel[], report: IssueReport): void {
    const isError = ({ severity }: Issue): boolean => severity === 'error';
    if (report.issues.some(isError)) {
        return;
    }
    for (const { spec, issues, nameRange } of models) {
        if (spec === null && !issues.some(issue => isError(issue) || issue.code === 'unfinished')) {
            report.add('internal-error', nameRange, { of: 'model' });
        }
    }
}

function lowerSegment(
    model: Model,
    segment: ParsedSegment,
    ofConstants: string,
    fileConstants: ConstantEvaluator,
    document: DocumentWithData
): Remembered {
    const known = rememberedModels.get(model);
    if (known?.fileConstants === ofConstants && known.character === segment.character && known.readings.areCurrent()) {
        if (known.line !== segment.line) {
            known.lowered = shiftLines(known.lowered, segment.line - known.line);
            known.line = segment.line;
        }
        return known;
    }
    const { line, character } = segment;
    const readings = new DataReadings(document.dataFiles, document.uri);
    const remembered = { fileConstants: ofConstants, readings, line, character, ...lower(model, segment, fileConstants, readings) };
    rememberedModels.set(model, remembered);
    return remembered;
}

function lower(
    model: Model,
    segment: ParsedSegment,
    fileConstants: ConstantEvaluator,
    readings: DataReadings
): { lowered: LoweredModel; used: ReadonlySet<Named> } {
    const report = new IssueReport();
    const context = new ModelContext(model, report, fileConstants, readings);
    const syntax = syntaxIssues(segment, segment.syntaxErrors);
    const hasSyntaxErrors = syntax.length > 0;
    const meaning = lowerModel(context);
    const spec = hasSyntaxErrors ? null : meaning;
    const hashes = spec && hashesOf(spec);
    const used = checkModel(context, spec && hashes && { spec, findings: examinationOf(spec, hashes).findings });
    const found = withoutConsequences(report.issues);
    const lowered: LoweredModel = {
        name: model.name ?? '',
        title: model.title ?? null,
        doc: docComment(model),
        range: rangeOf(model),
        nameRange: rangeOfPart(model, { property: 'name' }),
        hasSyntaxErrors,
        spec,
        written: writtenValues(context),
        scales: scalesIn(context),
        sorted: sortedNames(context),
        hash: hashes?.whole ?? null,
        issues: [...syntax, ...inTextOrder(hasSyntaxErrors ? found.filter(issue => isCertain(issue, syntax, segment)) : found)],
        places: placesOf(context)
    };
    return { lowered, used };
}

/**
 * Whether an issue holds although a part of the model can't be read: it needs no other part, is not on the line of a syntax error, and
 * is not about what that line declares.
 */
function isCertain({ code, range, message }: Issue, syntax: readonly Issue[], segment: ParsedSegment): boolean {
    if (diagnosticOf(code).needsWholeModel || syntax.some(error => error.range.start.line === range.start.line)) {
        return false;
    }
    const named = [...message.matchAll(/`([^`]+)`/g)].map(([, name]) => name!);
    const written = textIn(segment, range).match(/[\p{L}_][\p{L}\p{N}_]*/gu) ?? [];
    if (code === 'unknown-name') {
        // Without a name that is near it, the name may be declared in what can't be read.
        return (
            message.includes('Did you mean') &&
            written.every(word => !segment.brokenWords.has(word) && nearestName(word, segment.brokenWords) === undefined)
        );
    }
    return [...named, ...written].every(word => !segment.brokenWords.has(word));
}

/** The text of a segment in a range of the file. */
function textIn({ text, line, character }: ParsedSegment, { start, end }: TextRange): string {
    const lines = text.split(lineBreak).slice(start.line - line, end.line - line + 1);
    const column = (position: TextPosition): number => position.character - (position.line === line ? character : 0);
    const [first = ''] = lines;
    return lines.length === 1
        ? first.slice(column(start), column(end))
        : [first.slice(column(start)), ...lines.slice(1, -1), (lines.at(-1) ?? '').slice(0, column(end))].join('\n');
}

function inTextOrder(issues: Issue[]): Issue[] {
    return issues.sort((a, b) => a.range.start.line - b.range.start.line || a.range.start.character - b.range.start.character);
}

/** Gives the position of an offset in a text. The lines are counted once. */
function positionsIn(text: string): (offset: number) => TextPosition {
    const lineStarts = [0, ...[...text.matchAll(lineBreak)].map(found => found.index + found[0].length)];
    return offset => {
        let [line, after] = [0, lineStarts.length];
        while (line + 1 < after) {
            const middle = (line + after) >> 1;
            if (lineStarts[middle]! <= offset) {
                line = middle;
            } else {
                after = middle;
            }
        }
        return { line, character: offset - lineStarts[line]! };
    };
}

/** The syntax errors of a segment as issues, with their places in the file. */
function syntaxIssues(segment: ParsedSegment, errors: readonly SyntaxError[]): Issue[] {
    const placed = ({ line, character }: TextPosition): TextPosition => ({
        line: line + segment.line,
        character: line === 0 ? character + segment.character : character
    });
    let position: ReturnType<typeof positionsIn> | undefined;
    const at = (offset: number): TextPosition => placed((position ??= positionsIn(segment.text))(offset));
    return errors.map(({ problem, range, repairs }) =>
        issueOf(
            'syntax',
            { start: placed(range.start), end: placed(range.end) },
            {
                ...problem,
                ...(repairs && {
                    repairs: repairs.map(({ start, end, ...repair }) => ({ ...repair, at: { start: at(start), end: at(end) } }))
                })
            }
        )
    );
}

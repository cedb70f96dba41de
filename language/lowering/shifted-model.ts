import type { Issue, LoweredModel, TextRange } from '../lowered-model.js';
import type { IssueData } from './report.js';

/** A lowered model whose text has moved by whole lines. */
export function shiftLines(model: LoweredModel, lines: number): LoweredModel {
    const moved = ({ start, end }: TextRange): TextRange => ({
        start: { line: start.line + lines, character: start.character },
        end: { line: end.line + lines, character: end.character }
    });
    const movedData = (data: IssueData): IssueData => ({
        ...data,
        ...(data.range && { range: moved(data.range) }),
        ...(data.related && { related: data.related.map(({ message, range }) => ({ message, range: moved(range) })) })
    });
    const movedIssue = (issue: Issue): Issue => ({
        ...issue,
        range: moved(issue.range),
        ...(issue.data !== undefined && { data: movedData(issue.data as IssueData) })
    });
    return {
        ...model,
        range: moved(model.range),
        nameRange: moved(model.nameRange),
        issues: model.issues.map(movedIssue),
        places: model.places.map(place => ({ ...place, range: moved(place.range), nameRange: moved(place.nameRange) }))
    };
}

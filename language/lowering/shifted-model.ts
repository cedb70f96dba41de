import type { Issue, LoweredModel, TextRange } from '../lowered-model.js';

/** The same lowered model after its text has moved by whole lines. */
export function shiftLines(model: LoweredModel, lines: number): LoweredModel {
    const moved = ({ start, end }: TextRange): TextRange => ({
        start: { line: start.line + lines, character: start.character },
        end: { line: end.line + lines, character: end.character }
    });
    const movedIssue = (issue: Issue): Issue => ({
        ...issue,
        range: moved(issue.range),
        ...(issue.fixes && {
            fixes: issue.fixes.map(fix => (fix.kind === 'replace' && fix.at ? { ...fix, at: moved(fix.at) } : fix))
        }),
        ...(issue.related && { related: issue.related.map(({ message, range }) => ({ message, range: moved(range) })) })
    });
    return {
        ...model,
        range: moved(model.range),
        nameRange: moved(model.nameRange),
        issues: model.issues.map(movedIssue),
        places: model.places.map(place => ({ ...place, range: moved(place.range), nameRange: moved(place.nameRange) }))
    };
}

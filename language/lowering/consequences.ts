/** Messages that only follow from others: one mistake, one message. */
import type { DiagnosticCode } from '../diagnostics/catalogue.js';
import type { Issue, TextRange } from '../lowered-model.js';

/** A call or a list that is not understood: what its parts mean is not known either. */
const ofWholes: ReadonlySet<DiagnosticCode> = new Set([
    'unknown-function',
    'number-expected',
    'wrong-number-of-arguments',
    'unknown-argument'
]);

function isWithin(inner: TextRange, outer: TextRange): boolean {
    const isAfter =
        inner.start.line > outer.start.line || (inner.start.line === outer.start.line && inner.start.character >= outer.start.character);
    const isBefore = inner.end.line < outer.end.line || (inner.end.line === outer.end.line && inner.end.character <= outer.end.character);
    return isAfter && isBefore;
}

/** Where an issue is, and what its correction replaces. */
function rangesOf({ range, fixes = [] }: Issue): TextRange[] {
    return [range, ...fixes.flatMap(fix => (fix.kind === 'replace' && fix.at ? [fix.at] : []))];
}

/** The issues without those that follow from another one. */
export function withoutConsequences(issues: readonly Issue[]): Issue[] {
    const wholes = issues.filter(({ code }) => ofWholes.has(code));
    const followsFromWhole = ({ code, range }: Issue): boolean =>
        code === 'unknown-name' && wholes.some(whole => rangesOf(whole).some(one => isWithin(range, one)));
    const collinear = issues.filter(({ code }) => code === 'collinear');
    const followsFromCollinear = (issue: Issue): boolean =>
        issue.code === 'interaction-meant' && collinear.some(({ fixes = [] }) => fixes[0]?.title === issue.fixes?.[0]?.title);
    const repeats = ({ code, message, range }: Issue, i: number): boolean =>
        code === 'number-expected' &&
        issues.some((other, j) => j < i && other.message === message && other.range.start.line === range.start.line);
    return issues.filter((issue, i) => !repeats(issue, i) && !followsFromWhole(issue) && !followsFromCollinear(issue));
}

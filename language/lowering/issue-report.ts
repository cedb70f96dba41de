import type { AstNode } from 'langium';
import type { DiagnosticCode } from '../diagnostics/catalogue.js';
import { issueOf, type FactsAndPlaces, type Issue, type TextRange } from '../diagnostics/issue.js';
import { rangeOf, rangeOfPart, type Part } from '../parsing/text-range.js';

/** A node, a part of a node, or a range of the text. */
export type Where = AstNode | { node: AstNode; part: Part } | TextRange;

export function rangeAt(where: Where): TextRange {
    if ('start' in where) {
        return where;
    }
    return 'part' in where ? rangeOfPart((where as { node: AstNode }).node, where.part) : rangeOf(where);
}

/** Collects the issues of one model. Keeps the same message once for each place. */
export class IssueReport {
    readonly issues: Issue[] = [];
    private readonly said = new Set<string>();

    /** Adds what a check has found: the catalogue words the facts, and its severity and quick fix. */
    add<Code extends DiagnosticCode>(code: Code, where: Where, ...facts: FactsAndPlaces<Code>): void {
        const issue = issueOf(code, rangeAt(where), ...facts);
        const { start, end } = issue.range;
        const key = `${code} ${start.line}:${start.character} ${end.line}:${end.character} ${issue.message}`;
        if (!this.said.has(key)) {
            this.said.add(key);
            this.issues.push(issue);
        }
    }
}

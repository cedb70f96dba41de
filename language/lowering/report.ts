import type { AstNode } from 'langium';
import { diagnosticCodes, type DiagnosticCode } from '../diagnostic-codes.js';
import type { Issue, TextRange } from '../lowered-model.js';
import { rangeOf, rangeOfPart, type Part } from '../parsing/text-range.js';

/** A node, a part of a node, or a range of the text. */
export type Where = AstNode | { node: AstNode; part: Part } | TextRange;

/** What a message carries beside its words. */
export interface IssueData {
    /** The text is not used: editors show it faded. */
    tag?: 'unnecessary';
    /** Other places that the message speaks of. */
    related?: { message: string; range: TextRange }[];
    /** Quick fix: write this text in place of the issue's range, or of `range`. */
    replace?: string;
    range?: TextRange;
    /** Quick fix: move this fixed effect to the other block. */
    move?: 'A' | 'B';
    effect?: string;
}

export function rangeAt(where: Where): TextRange {
    if ('start' in where) {
        return where;
    }
    return 'part' in where ? rangeOfPart((where as { node: AstNode }).node, where.part) : rangeOf(where);
}

/** Collects what is found in one model; the catalogue of codes says how severe it is. The same is said once of a place. */
export class Report {
    readonly issues: Issue[] = [];
    private readonly said = new Set<string>();

    add(code: DiagnosticCode, where: Where, message: string, data?: IssueData): void {
        const range = rangeAt(where);
        const key = JSON.stringify([code, range, message]);
        if (!this.said.has(key)) {
            this.said.add(key);
            const issue: Issue = { severity: diagnosticCodes[code].severity, code, message, range };
            this.issues.push(data ? { ...issue, data } : issue);
        }
    }
}

import { issueOf } from '../diagnostics/issue.js';
import type { LoweredFile, Severity } from '../lowered-model.js';

/** More messages help nobody and slow editors down. */
export const mostIssues = 1000;

const ranks: Record<Severity, number> = { error: 0, warning: 1, information: 2, hint: 3 };

/** Keeps the severest issues of a file, in text order, and reports how many are left out. */
export function limitIssues(file: LoweredFile): LoweredFile {
    const all = [...file.issues, ...file.models.flatMap(({ issues }) => issues)];
    if (all.length <= mostIssues) {
        return file;
    }
    const kept = new Set([...all].sort((a, b) => ranks[a.severity] - ranks[b.severity]).slice(0, mostIssues));
    const left = all.length - kept.size;
    const start = { line: 0, character: 0 };
    const closing = issueOf('too-many-diagnostics', { start, end: start }, { left });
    return {
        models: file.models.map(model => ({ ...model, issues: model.issues.filter(issue => kept.has(issue)) })),
        issues: [...file.issues.filter(issue => kept.has(issue)), closing]
    };
}

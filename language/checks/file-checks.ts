import type { NamedKind } from '../diagnostics/names.js';
import type { File } from '../generated/ast.js';
import type { ConstantEvaluator } from '../lowering/constants.js';
import type { IssueReport } from '../lowering/issue-report.js';
import { rangeOfPart } from '../parsing/text-range.js';
import { walk } from '../parsing/walk.js';
import type { Named } from '../scoping/names.js';
import { namesMustBeKnown, reservedNameMustNotBeUsed } from './names.js';
import { freeName } from './proposals.js';
import { nameShouldBeUsed } from './unused.js';

const namePart = { property: 'name' } as const;

function namesMustBeUnique(nodes: readonly Named[], kind: NamedKind, report: IssueReport): void {
    const seen = new Map<string, Named>();
    for (const node of nodes) {
        const first = node.name ? seen.get(node.name) : undefined;
        if (first) {
            report.add(
                'duplicate-name',
                { node, part: namePart },
                { name: node.name!, kind, isGroup: false, free: freeName(node.name!, name => nodes.some(other => other.name === name)) },
                [rangeOfPart(first, namePart)]
            );
        } else if (node.name) {
            seen.set(node.name, node);
        }
    }
}

/**
 * Checks the constants at the top of a file, and the names of its models.
 *
 * @param used the constants that models use
 * @param mayUseMore whether a model is not finished
 */
export function checkFile(
    file: File,
    constants: ConstantEvaluator,
    { used, mayUseMore }: { used: ReadonlySet<Named>; mayUseMore: boolean },
    report: IssueReport
): void {
    const declared = file.constants.flatMap(block => block.constants);
    const usedByConstants = new Set(file.constants.flatMap(block => [...namesMustBeKnown(walk(block).references, report, null)]));
    for (const constant of declared) {
        constants.constant(constant);
        reservedNameMustNotBeUsed(constant, report);
        if (file.models.length > 0 && !mayUseMore && !used.has(constant) && !usedByConstants.has(constant)) {
            nameShouldBeUsed(constant, report);
        }
    }
    namesMustBeUnique(declared, 'constant', report);
    namesMustBeUnique(file.models, 'model', report);
}

import type { Expression } from '../generated/ast.js';
import type { ModelContext } from '../lowering/context.js';
import type { DiagnosticCode, FactsOf } from '../diagnostics/catalogue.js';
import type { FactsAndPlaces } from '../diagnostics/issue.js';

/** Reports a number that breaks a requirement. A number without a value already has a message. */
export function numberMust<Code extends DiagnosticCode>(
    expression: Expression | undefined,
    isRight: (value: number) => boolean,
    code: Code,
    facts: (value: number) => FactsOf<Code>,
    context: ModelContext
): void {
    const value = context.number(expression);
    if (expression && value !== undefined && !isRight(value)) {
        context.report.add(code, expression, ...([facts(value)] as unknown as FactsAndPlaces<Code>));
    }
}

export function isPositive(value: number): boolean {
    return value > 0;
}

/** Strictly between 0 and 1. */
export function isShare(value: number): boolean {
    return value > 0 && value < 1;
}

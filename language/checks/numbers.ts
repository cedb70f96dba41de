import type { Expression } from '../generated/ast.js';
import type { ModelContext } from '../lowering/context.js';
import type { DiagnosticCode } from '../diagnostic-codes.js';

/** A number as it stands in a message. */
export function shown(value: number): string {
    return String(Number(value.toPrecision(6)));
}

/** Reports a number that isn't as it must be; one that has no value is reported already. */
export function numberMust(
    expression: Expression | undefined,
    isRight: (value: number) => boolean,
    code: DiagnosticCode,
    message: (value: string) => string,
    context: ModelContext
): void {
    const value = context.number(expression);
    if (expression && value !== undefined && !isRight(value)) {
        context.report.add(code, expression, message(shown(value)));
    }
}

export function isPositive(value: number): boolean {
    return value > 0;
}

/** Strictly between 0 and 1. */
export function isShare(value: number): boolean {
    return value > 0 && value < 1;
}

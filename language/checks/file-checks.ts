import type { File } from '../generated/ast.js';
import type { ConstantEvaluator } from '../lowering/constants.js';
import type { Report } from '../lowering/report.js';

/** Checks what stands at the top of a file. */
export function checkFile(file: File, constants: ConstantEvaluator, _report: Report): void {
    for (const constant of file.constants.flatMap(block => block.constants)) {
        constants.constant(constant);
    }
}

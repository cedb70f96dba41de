import type { Rewritten } from '../diagnostics/arguments.js';
import type { Argument, Expression } from '../generated/ast.js';
import { meantWord } from '../knowledge/other-names.js';
import { completed, mendedCall } from './mended-call.js';
import type { IssueReport, Where } from './issue-report.js';

/**
 * The arguments of a law or a family by name. As in R, positional ones take the names that are not written, in order.
 *
 * @param signature as in the message: `Normal(mean, sd)`
 * @returns undefined where an argument is missing, unknown, given twice, or one too many; it is reported
 */
export function bindArguments(
    args: readonly Argument[],
    names: readonly string[],
    signature: string,
    whole: Where,
    report: IssueReport
): Map<string, Expression> | undefined {
    const bound = new Map<string, Expression>();
    const named = new Set(args.map(argument => argument.name));
    const positions = names.filter(name => !named.has(name));
    let isFine = true;
    const mended = mendedCall(whole, args, names);
    for (const argument of args) {
        const name = argument.name ?? positions.shift();
        if (argument.name !== undefined && !names.includes(argument.name)) {
            const nearest = meantWord('argument', argument.name, positions);
            const where = { node: argument, part: { property: 'name' } };
            report.add('unknown-argument', where, { name: argument.name, form: signature, nearest, rewritten: mended });
            isFine = false;
        } else if (name === undefined) {
            report.add('wrong-number-of-arguments', argument, {
                problem: mended ? problemOf(mended) : 'too many',
                form: signature,
                ...mended
            });
            isFine = false;
        } else if (bound.has(name)) {
            report.add('duplicate-argument', argument, { name });
            isFine = false;
        } else if (argument.value) {
            bound.set(name, argument.value);
        } else {
            isFine = false;
        }
        if (!isFine && mended) {
            // One correction mends the whole call.
            return undefined;
        }
    }
    if (isFine && mended) {
        report.add('wrong-number-of-arguments', mended.at, { problem: problemOf(mended), form: signature, ...mended });
        return undefined;
    }
    const missing = names.filter(name => !bound.has(name));
    if (isFine && missing.length > 0) {
        report.add('wrong-number-of-arguments', whole, {
            problem: 'missing',
            names: missing,
            form: signature,
            ...completed(whole, args, missing)
        });
        return undefined;
    }
    return isFine ? bound : undefined;
}

/** What is wrong with a call whose arguments fit once it is mended. */
function problemOf({ isLink }: Rewritten): 'link' | 'decimal comma' {
    return isLink ? 'link' : 'decimal comma';
}

import type { Argument, Expression } from '../generated/ast.js';
import { nearestName } from '../scoping/nearest-name.js';
import type { Report, Where } from './report.js';

/**
 * The arguments of a law or a family by name. Positional ones take, in order, the names that are not written, as in R.
 *
 * @param signature as in the message: `Normal(mean, sd)`
 * @returns undefined where an argument is missing, unknown, given twice, or one too many; why is reported
 */
export function bindArguments(
    args: readonly Argument[],
    names: readonly string[],
    signature: string,
    whole: Where,
    report: Report
): Map<string, Expression> | undefined {
    const bound = new Map<string, Expression>();
    const named = new Set(args.map(argument => argument.name));
    const positions = names.filter(name => !named.has(name));
    let isFine = true;
    for (const argument of args) {
        const name = argument.name ?? positions.shift();
        if (argument.name !== undefined && !names.includes(argument.name)) {
            const near = nearestName(argument.name, names);
            report.add(
                'unknown-argument',
                { node: argument, part: { property: 'name' } },
                `There is no argument \`${argument.name}\`: write \`${signature}\`.`,
                near ? { replace: near } : undefined
            );
            isFine = false;
        } else if (name === undefined) {
            report.add('wrong-number-of-arguments', argument, `One argument too many: write \`${signature}\`.`);
            isFine = false;
        } else if (bound.has(name)) {
            report.add('duplicate-argument', argument, `\`${name}\` is given twice.`);
            isFine = false;
        } else if (argument.value) {
            bound.set(name, argument.value);
        } else {
            isFine = false;
        }
    }
    const missing = names.filter(name => !bound.has(name));
    if (isFine && missing.length > 0) {
        report.add(
            'wrong-number-of-arguments',
            whole,
            `${missing.map(name => `\`${name}\``).join(' and ')} ${missing.length > 1 ? 'are' : 'is'} missing: write \`${signature}\`.`
        );
        return undefined;
    }
    return isFine ? bound : undefined;
}

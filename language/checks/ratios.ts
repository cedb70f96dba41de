/** Rules about effects that are written as ratios: `OR(1.5)`, `RR(1.3)`, `pct(30)`. */
import { isCall, isConstant, isReference, type Call, type Constant, type Reference } from '../generated/ast.js';
import type { ModelContext } from '../lowering/context.js';
import { linkOf } from '../lowering/family.js';
import type { LinkName } from '../../src-engine/spec/model-spec.js';
import { textOf } from '../parsing/text-range.js';
import { walk } from '../parsing/walk.js';
import { links } from '../knowledge/links.js';
import { ratioTitle } from '../presentation/prose/back-transform.js';
import { resolve } from '../scoping/names.js';
import type { RatioFunction } from '../diagnostics/fixed-effects.js';
import type { Check } from './check.js';

/** The link with which e^effect is what the function says. */
const fitting: Record<RatioFunction, LinkName> = { OR: 'logit', RR: 'log', pct: 'log' };

const isRatio = (name: string | undefined): name is RatioFunction => name !== undefined && Object.hasOwn(fitting, name);

/** A word for a ratio says what the number is with the link of the model. */
export const ratioShouldFitTheLink: Check<Call> = (call, context) => reportUnfitting(call, call, context);

/** Constants at the top of the file serve models with different links. */
export const constantShouldFitTheLink: Check<Reference> = (reference, context) => {
    const constant = resolve(reference.target, reference, 'target');
    if (isConstant(constant) && constant.$container.$container.$type === 'File') {
        context.once(ratiosIn, constant).forEach(call => reportUnfitting(call, reference, context));
    }
};

function ratiosIn({ value }: Constant): Call[] {
    return value
        ? walk(value)
              .nodes.filter(isCall)
              .filter(call => isRatio(call.function))
        : [];
}

/** A ratio of anything else has a message of its own. */
function isOfConstants(call: Call): boolean {
    return walk(call)
        .nodes.filter(isReference)
        .every(reference => isConstant(resolve(reference.target, reference, 'target')));
}

function reportUnfitting(call: Call, where: Call | Reference, context: ModelContext): void {
    const link = linkOf(context);
    if (!isRatio(call.function) || !context.family || !link || link === fitting[call.function] || !isOfConstants(call)) {
        return;
    }
    const argument = context.number(call.args[0]) ?? NaN;
    const ratio = call.function === 'pct' ? 1 + argument / 100 : argument;
    if (!(ratio > 0)) {
        return;
    }
    context.report.add('ratio-does-not-fit', where, {
        text: textOf(call),
        function: call.function,
        link,
        ratio,
        title: ratioTitle({ name: context.family.name, link }),
        effect: links[link].effect,
        isWritten: where === call
    });
}

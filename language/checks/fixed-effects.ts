import { solveMarginal } from '../../src-engine/predictors/marginal.js';
import { families } from '../../src-engine/family/families.js';
import { links } from '../../src-engine/family/links.js';
import type { ModelSpec } from '../../src-engine/spec/model-spec.js';
import { NotAvailable } from '../../src-engine/result/not-available.js';
import { type FixedEffect, isFixedEffects } from '../generated/ast.js';
import { linkOf } from '../lowering/family.js';
import type { ModelContext } from '../lowering/context.js';
import { effectParameters } from '../lowering/factor-effects.js';
import { isIntercept, marginalCall, valueOf } from '../lowering/fixed-effects.js';
import { textOf } from '../parsing/text-range.js';
import { decimalCommaInCall } from '../lowering/meant-function.js';
import type { Check } from './check.js';
import { isPositive, isShare, numberMust } from './numbers.js';

export const fixedEffectMustHaveAMeaning: Check<FixedEffect> = (effect, context) => {
    context.once(effectParameters, effect)?.forEach(parameter => valueOf(parameter, context));
};

export const marginalMustFitTheIntercept: Check<FixedEffect> = (effect, context) => {
    const call = marginalCall(effect);
    const { report } = context;
    if (!call) {
        return;
    }
    if (context.terms.term(effect.term) && !isIntercept(effect, context)) {
        report.add('marginal-misplaced', call, { effect: effect.name, argument: call.args[0] && textOf(call.args[0]) });
    } else if (call.args.length !== 1 || call.group) {
        report.add('wrong-number-of-arguments', call, { problem: 'marginal', ...decimalCommaInCall(call) });
    } else {
        const [mean] = call.args;
        const link = linkOf(context);
        const range = context.family && families[context.family.name].mean;
        if (range === 'probability') {
            numberMust(mean, isShare, 'marginal-out-of-range', value => ({ range: 'probability', value }), context);
        } else if (link && range === 'positive') {
            numberMust(mean, isPositive, 'marginal-out-of-range', value => ({ range: 'positive', value }), context);
        } else {
            context.number(mean);
        }
    }
};

/** Under links that need η > 0, some mean responses are out of reach of every intercept. Under all other links some intercept gives each possible mean. */
export function marginalMustBeReachable(spec: ModelSpec, context: ModelContext): void {
    const asked = spec.fixed.find(({ marginal }) => marginal !== null);
    const call = context
        .elements(isFixedEffects)
        .flatMap(({ effects }) => effects)
        .filter(({ name }) => name === asked?.name)
        .map(marginalCall)[0];
    if (!call || !links[spec.family.link].isPositiveOnly) {
        return;
    }
    try {
        solveMarginal(spec, () => false, 1e-3);
    } catch (error) {
        if (!(error instanceof NotAvailable) || error.reason.code !== 'invalid') {
            return;
        }
        const [mean] = call.args;
        context.report.add('marginal-out-of-range', mean ?? call, { range: 'unreachable', detail: error.reason.detail });
    }
}

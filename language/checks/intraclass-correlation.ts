import { families } from '../../src-engine/family/families.js';
import { links } from '../../src-engine/family/links.js';
import type { MisplacedIcc } from '../diagnostics/variances.js';
import { isNumberLiteral, isRandomEffect, isReference, type RandomEffect } from '../generated/ast.js';
import { parametersIn } from '../lowering/chosen-parameter.js';
import type { ModelContext } from '../lowering/context.js';
import { familyArguments, linkOf } from '../lowering/family.js';
import { latentDispersion } from '../lowering/random-effects.js';
import { namedParameter } from '../lowering/variance-entries.js';
import { textOf } from '../parsing/text-range.js';
import type { Check } from './check.js';
import { isShare, numberMust } from './numbers.js';
import { interceptOf } from './proposals.js';

/** An intraclass correlation is a share. It belongs to a random intercept, in a family with a latent scale. */
export const iccMustHaveAMeaning: Check<RandomEffect> = (entry, context) => {
    if (entry.measure !== 'icc') {
        return;
    }
    numberMust(entry.value, isShare, 'icc-out-of-range', value => ({ value }), context);
    const problem = misplaced(entry, context);
    if (problem) {
        const effect = entry.effect?.$refText ?? '';
        const instead =
            problem === 'slope' ? ofIntercept(entry, context) : problem === 'beside slopes' ? asDeviation(entry, context) : null;
        context.report.add('icc-misplaced', { node: entry, part: { property: 'measure' } }, { problem, effect, instead });
    }
};

function misplaced(entry: RandomEffect, context: ModelContext): MisplacedIcc['problem'] | undefined {
    const { family, familyElement } = context;
    const effect = namedParameter(entry, parametersIn(context));
    if (effect && effect.term.op !== 'number') {
        return 'slope';
    }
    if (entry.$container.entries.filter(isRandomEffect).length > 1) {
        return 'beside slopes';
    }
    if (family && latentDispersion(context) === undefined && !families[family.name].isNormal) {
        return 'family';
    }
    const { link } = familyElement ?? {};
    return family && families[family.name].isNormal && link !== undefined && link !== 'identity' ? 'gaussian link' : undefined;
}

/** The same correlation for the intercept, which is meant where it has no random effect in the block. */
function ofIntercept(entry: RandomEffect, context: ModelContext): string | null {
    const intercept = interceptOf(context)?.name;
    const isAlone = entry.$container.entries.filter(isRandomEffect).length === 1;
    return intercept !== undefined && isAlone && entry.value ? `${intercept} icc ${textOf(entry.value)}` : null;
}

/** The standard deviation with this correlation, as a formula that keeps its number. */
function asDeviation(entry: RandomEffect, context: ModelContext): string | null {
    const icc = context.number(entry.value);
    const residual = latentDispersion(context) === undefined ? undefined : residualText(context);
    if (!entry.value || !entry.effect || icc === undefined || !isShare(icc) || residual === undefined) {
        return null;
    }
    const written = isNumberLiteral(entry.value) || isReference(entry.value) ? textOf(entry.value) : `(${textOf(entry.value)})`;
    return `${entry.effect.$refText} sd sqrt(${written} / (1 - ${written})${residual})`;
}

/** The variance within groups as a factor: of a Gaussian response φ, else that of the latent scale. */
function residualText(context: ModelContext): string | undefined {
    const link = linkOf(context);
    const { family } = context;
    if (!family || !link) {
        return undefined;
    }
    if (families[family.name].isNormal) {
        const phi = familyArguments(context)?.get('phi');
        const text = phi && (isNumberLiteral(phi) || isReference(phi) ? textOf(phi) : `(${textOf(phi)})`);
        return text === undefined ? undefined : text === '1' ? '' : ` * ${text}`;
    }
    const variance = links[link].latentVariance;
    return variance === 1 ? '' : link === 'logit' ? ' * pi^2 / 3' : link === 'cloglog' ? ' * pi^2 / 6' : undefined;
}

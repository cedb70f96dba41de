/** Leading blocks, two terms and the refined form of models with one grouping factor, or none. */
import { families, isCanonical } from '../family/families.js';
import type { IntegralOptions } from '../information/information-integral.js';
import { blockMembership } from '../predictors/blocks.js';
import { groupModel, type GroupModel } from '../predictors/group-model.js';
import type { IntegralReport, Standing } from '../result/analysis.js';
import { NotAvailable, attempt } from '../result/not-available.js';
import { type Reason, isReason } from '../result/reason.js';
import type { ModelSpec } from '../spec/model-spec.js';
import { leadingCovariance } from '../structure/covariance/leading-covariance.js';
import { groupCount, meanSizeOf, sizesOf } from '../structure/group-counts.js';
import {
    parameterIndex,
    type JointCovariance,
    type LeadingBlock,
    type Order,
    type StructureResult
} from '../structure/structure-result.js';

import type { LeadingB } from './c-b.js';
import { leadingA, type LeadingA } from './leading-a.js';
import { leadingB } from './leading-b.js';
import { oneFactorFormulas } from './leading-formulas.js';
import { secondTerms, type SecondTerms } from './second-terms.js';
import { roundingOfShortFormula, accuracyOfPolygamma } from '../numeric/limits.js';

/**
 * Cov(β̂_A) ~ L/m, Cov(β̂_B) ~ φC_B/(mn), Cov(vech Σ̂) ~ 2D⁺(Σ⊗Σ)D⁺ᵀ/m and Var(φ̂), with the covariances of two terms and of the refined form. Without a
 * grouping factor m is 1, and the leading term is all there is.
 *
 * A number that cannot be computed is a reason. Source: Jiang, Wand & Bhaskaran (2022), theorem 1; see `two-term.ts` and `refined.ts` for the rest.
 *
 * @param spec its `marginal` has been solved for
 */
export function oneFactorStructure(spec: ModelSpec, options: IntegralOptions): StructureResult {
    const model = attempt(() => groupModel(spec));
    const a = isReason(model) ? model : attempt(() => leadingA(model, options));
    const second = isReason(model) ? model : attempt(() => blockBAndSecondTerms(spec, model, a, options));
    const b = isReason(second) ? second : second.leadingB;
    const blocks = leadingBlocks(spec, isReason(model) ? 'published' : standingOf(model), a, b);
    const integrals: IntegralReport[] = isReason(b) || b === emptyB ? [] : [b.report];
    const { twoTerm, refined } = covariances(spec, a, second, blocks);
    return {
        blocks,
        formulas: () => oneFactorFormulas(spec),
        integrals,
        twoTerm,
        refined
    };
}

/** C_B alone where there is no second term, or where L cannot be computed. @throws NotAvailable */
function blockBAndSecondTerms(
    spec: ModelSpec,
    model: GroupModel,
    a: LeadingA | Reason,
    options: IntegralOptions
): SecondTerms | { leadingB: LeadingB } {
    const misplaced = blockMembership(spec).find((member, i) => member.belongs !== spec.fixed[i].block);
    if (misplaced) {
        throw new NotAvailable({ code: 'wrong-block', effect: misplaced.effect });
    }
    if (model.random === null || model.random.effects.length === 0 || isReason(a)) {
        return { leadingB: model.effectsB.length === 0 ? emptyB : leadingB(model, options) };
    }
    return secondTerms(model, a, { groups: groupCount(spec), sizes: sizesOf(spec) }, options);
}

const emptyB: LeadingB = { cB: [], error: 0, report: { name: '', method: 'closed form', evaluations: 0, error: 0 } };

function leadingBlocks(spec: ModelSpec, standing: Standing, a: LeadingA | Reason, b: LeadingB | Reason): LeadingBlock[] {
    const m = groupCount(spec);
    const n = meanSizeOf(spec);
    const perGroup: Order = { text: '1/m', divisor: m };
    const perObservation: Order =
        spec.random.length === 0
            ? { text: '1/n', divisor: n }
            : { text: '1/(m n)', divisor: typeof m !== 'number' ? m : typeof n !== 'number' ? n : m * n };
    const members = { A: [] as number[], B: [] as number[] };
    spec.fixed.forEach(({ block }, i) => members[block].push(i));
    const index = parameterIndex(spec);
    const { phi } = spec.family;
    return [
        {
            order: perGroup,
            members: members.A,
            covariance: isReason(a) ? a : a.covariance,
            error: isReason(a) ? 0 : a.error,
            standing
        },
        {
            order: perObservation,
            members: members.B,
            covariance: isReason(b) ? b : b.cB.map(row => row.map(x => x * phi)),
            error: isReason(b) ? 0 : b.error + roundingOfShortFormula,
            standing
        },
        ...spec.random.map((random, k): LeadingBlock => {
            const { start, parameters } = index.components[k];
            return {
                order: perGroup,
                members: parameters.map((_, i) => start + i),
                covariance: isReason(a) ? attempt(() => leadingCovariance(random)) : a.components,
                error: isReason(a) ? roundingOfShortFormula : Math.max(roundingOfShortFormula, a.error),
                standing: 'published'
            };
        }),
        ...(index.phi === null ? [] : [dispersionBlock(spec, index.phi, perObservation)])
    ];
}

/** The theorem covers canonical links with one random effect for every effect of block A. Other models are an extension. */
function standingOf({ spec, effectsA, random, dimensions }: GroupModel): Standing {
    const own = effectsA.every(effect => random?.effects.includes(effect.name)) && dimensions.every(({ level }) => level !== 'group');
    return isCanonical(spec.family) && own ? 'published' : 'derived';
}

function dispersionBlock(spec: ModelSpec, position: number, order: Order): LeadingBlock {
    const { name, phi } = spec.family;
    const variance = families[name].dispersion?.variance(phi) ?? NaN;
    return {
        order,
        members: [position],
        covariance: variance > 0 && variance < Infinity ? [[variance]] : { code: 'not-finite', detail: 'the variance of phi' },
        error: accuracyOfPolygamma,
        standing: 'derived'
    };
}

function covariances(
    spec: ModelSpec,
    a: LeadingA | Reason,
    second: SecondTerms | { leadingB: LeadingB } | Reason,
    blocks: readonly LeadingBlock[]
): Pick<StructureResult, 'twoTerm' | 'refined'> {
    if (isReason(second)) {
        return { twoTerm: second, refined: second };
    }
    if ('twoTerm' in second) {
        return { twoTerm: second.twoTerm, refined: second.refined };
    }
    if (isReason(a)) {
        return { twoTerm: a, refined: a };
    }
    // Without random effects the leading term is all there is.
    const only =
        spec.random.length === 0 ? blockDiagonal(blocks) : ({ code: 'no-formula', accuracy: 'twoTerm', structure: 'levels' } as const);
    return { twoTerm: only, refined: only };
}

/** The leading terms as one covariance; a missing block is the reason. */
function blockDiagonal(blocks: readonly LeadingBlock[]): JointCovariance | Reason {
    const members: number[] = [];
    const diagonal: { covariance: number[][]; divisor: number; error: number }[] = [];
    for (const { order, members: own, covariance, error } of blocks) {
        if (own.length === 0) {
            continue;
        }
        if (isReason(covariance)) {
            return covariance;
        }
        if (typeof order.divisor !== 'number') {
            return order.divisor;
        }
        members.push(...own);
        diagonal.push({ covariance, divisor: order.divisor, error });
    }
    const covariance = members.map(() => members.map(() => 0));
    const errors: number[] = [];
    let from = 0;
    for (const block of diagonal) {
        block.covariance.forEach((row, i) => {
            row.forEach((x, j) => (covariance[from + i][from + j] = x / block.divisor));
            errors.push((block.error * row[i]) / block.divisor);
        });
        from += block.covariance.length;
    }
    return { members, covariance, errors, simulated: false, standing: 'published' };
}

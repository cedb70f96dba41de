/** The blocks and second terms of models with one grouping factor, or none. */
import type { LeadingB } from './c-b.js';
import { groupCount, meanSizeOf, sizesOf } from '../structure/group-counts.js';
import { type Reason, isReason } from '../result/reason.js';
import type { IntegralReport, Standing } from '../result/analysis.js';
import {
    parameterIndex,
    type JointCovariance,
    type LeadingBlock,
    type Order,
    type StructureResult
} from '../structure/structure-result.js';
import { blockMembership } from '../predictors/blocks.js';
import { families, hasDispersion, isCanonical } from '../family/families.js';
import { groupModel, type GroupModel } from '../predictors/group-model.js';
import type { IntegralOptions } from '../information/information-integral.js';
import { leadingA, type LeadingA } from './leading-a.js';
import { leadingB } from './leading-b.js';
import type { ModelSpec } from '../spec/model-spec.js';
import { NotAvailable, attempt } from '../result/not-available.js';
import { leadingCovariance, leadingFormulas } from '../structure/covariance/leading-covariance.js';
import { nestedResult, type NestedResult } from './nested-result.js';

/** @param spec without `marginal`, which has been solved */
export function nestedStructure(spec: ModelSpec, options: IntegralOptions): StructureResult {
    const m = groupCount(spec);
    const n = meanSizeOf(spec);
    const perGroup: Order = { text: '1/m', divisor: m };
    const perObservation: Order =
        spec.random.length === 0
            ? { text: '1/n', divisor: n }
            : { text: '1/(m n)', divisor: typeof m !== 'number' ? m : typeof n !== 'number' ? n : m * n };
    const model = attempt(() => groupModel(spec));
    const a: LeadingA | Reason = part(model, model => leadingA(model, options));
    const second: NestedResult | { leadingB: LeadingB } | Reason = part(model, model => {
        const membership = blockMembership(spec);
        const misplaced = membership.find((member, i) => member.belongs !== spec.fixed[i].block);
        if (misplaced) {
            throw new NotAvailable({ code: 'wrong-block', effect: misplaced.effect });
        }
        if (model.random === null || model.random.effects.length === 0) {
            return { leadingB: model.effectsB.length === 0 ? emptyB : leadingB(model, options) };
        }
        if (isReason(a)) {
            return { leadingB: model.effectsB.length === 0 ? emptyB : leadingB(model, options) };
        }
        return nestedResult(model, a, sizesOf(spec), m, options);
    });
    const b = isReason(second) ? second : second.leadingB;
    const index = parameterIndex(spec);
    const blocks: LeadingBlock[] = [];
    const standing: Standing = isReason(model) ? 'published' : standingOf(model);
    const members = { A: [] as number[], B: [] as number[] };
    spec.fixed.forEach(({ block }, i) => members[block].push(i));
    blocks.push({
        order: perGroup,
        members: members.A,
        covariance: isReason(a) ? a : a.covariance,
        error: isReason(a) ? 0 : a.error,
        standing
    });
    const { phi } = spec.family;
    blocks.push({
        order: perObservation,
        members: members.B,
        covariance: isReason(b) ? b : b.cB.map(row => row.map(x => x * phi)),
        error: isReason(b) ? 0 : b.error + 1e-15,
        standing
    });
    spec.random.forEach((random, k) => {
        const { start, parameters } = index.components[k];
        blocks.push({
            order: perGroup,
            members: parameters.map((_, i) => start + i),
            covariance: attempt(() => leadingCovariance(random)),
            error: 1e-15,
            standing: 'published'
        });
    });
    if (index.phi !== null) {
        blocks.push(dispersionBlock(spec, index.phi, perObservation));
    }
    const integrals: IntegralReport[] = isReason(b) || b === emptyB ? [] : [b.report];
    const result = { blocks, formulas: formulas(spec), integrals };
    if (isReason(second)) {
        return { ...result, twoTerm: second, refined: second };
    }
    if ('twoTerm' in second) {
        return { ...result, twoTerm: second.twoTerm, refined: second.refined };
    }
    if (isReason(a)) {
        return { ...result, twoTerm: a, refined: a };
    }
    // Without random effects the leading term is all there is.
    const only = spec.random.length === 0 ? whole(blocks) : ({ code: 'no-formula', accuracy: 'twoTerm', structure: 'levels' } as const);
    return { ...result, twoTerm: only, refined: only };
}

const emptyB: LeadingB = { cB: [], error: 0, report: { name: '', method: 'closed form', evaluations: 0, error: 0 } };

function part<T>(model: GroupModel | Reason, compute: (model: GroupModel) => T): T | Reason {
    return isReason(model) ? model : attempt(() => compute(model));
}

/** The theorem has canonical links and random partners of their own; the rest is an extension of it. */
function standingOf({ spec, effectsA, random, dimensions }: GroupModel): Standing {
    const own = effectsA.every(effect => random?.effects.includes(effect.name)) && dimensions.every(({ level }) => level !== 'group');
    return isCanonical(spec.family) && own ? 'published' : 'derived';
}

export function dispersionBlock(spec: ModelSpec, position: number, order: Order): LeadingBlock {
    const { name, phi } = spec.family;
    const variance = families[name].dispersion?.variance(phi) ?? NaN;
    return {
        order,
        members: [position],
        covariance: variance > 0 && variance < Infinity ? [[variance]] : { code: 'not-finite', detail: 'the variance of phi' },
        error: 1e-13,
        standing: 'derived'
    };
}

/** The leading terms as a covariance, block-diagonal; a missing block is the reason. */
function whole(blocks: readonly LeadingBlock[]): JointCovariance | Reason {
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

function formulas(spec: ModelSpec): string[] {
    const own = spec.random[0]?.effects ?? [];
    // With an effect that rides on another's random effect L is no longer Σ, not even on its diagonal.
    const onlyOwn = spec.fixed.every(({ name, block }) => block === 'B' || own.includes(name));
    const c = hasDispersion(spec.family) ? 'phi C' : 'C';
    const fixed = spec.fixed.map(({ name, block }) => {
        const at = own.indexOf(name) + 1;
        const ownVariance = own.length === 1 ? 'sigma^2/m' : `Sigma[${at},${at}]/m`;
        return block === 'A' ? (onlyOwn ? ownVariance : 'L/m') : spec.random.length === 0 ? `${c}/n` : `${c}/(m n)`;
    });
    return [
        ...fixed,
        ...spec.random.flatMap(random => leadingFormulas(random, 'm')),
        ...dispersionFormula(spec, spec.random.length === 0 ? 'n' : 'm n')
    ];
}

/** @param observations how many there are, as text */
export function dispersionFormula(spec: ModelSpec, observations: string): string[] {
    const { dispersion } = families[spec.family.name];
    return dispersion === null ? [] : [dispersion.formula(observations)];
}

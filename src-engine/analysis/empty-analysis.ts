/** An analysis before any computation: its frame, its parameters by name, and the reasons why numbers are missing. */
import { noCautions } from './cautions.js';
import { blockCovariance } from '../structure/covariance/structures.js';
import { isReason, type Reason } from '../result/reason.js';
import type { Analysis, GroupAnalysis, LeadingVariance, ParameterAnalysis, Variance } from '../result/analysis.js';
import { blockMembership } from '../predictors/blocks.js';
import { hasDispersion } from '../family/families.js';
import type { ModelSpec } from '../spec/model-spec.js';
import { attempt } from '../result/not-available.js';
import { recruited } from '../structure/recruited.js';

/** A variance that is missing, and why. */
export const missing = (reason: Reason | null): Variance => ({ asyVar: null, error: null, simulated: false, standing: null, reason });
const noLeading: LeadingVariance = {
    constant: null,
    constantError: null,
    order: null,
    formula: null,
    terms: null,
    ...missing(null)
};

function structureOf({ random }: ModelSpec): Analysis['structure'] {
    if (random.length === 0) {
        return 'none';
    }
    const outermost = random.filter(block => block.within === null || !random.some(other => other.group === block.within));
    if (outermost.length < 2) {
        return 'nested';
    }
    return outermost.length === random.length ? 'crossed' : 'mixed';
}

export function missingParameter(
    base: Pick<ParameterAnalysis, 'name' | 'kind' | 'block' | 'value' | 'partners'>,
    reason: Reason
): ParameterAnalysis {
    const { name, kind, block, value, partners } = base;
    return {
        name,
        kind,
        block,
        value,
        leading: { ...noLeading, reason },
        twoTerm: missing(reason),
        refined: missing(reason),
        exact: missing(reason),
        using: null,
        standardError: null,
        interval: null,
        partners,
        isRough: false,
        awaitsExact: false,
        exactMayDiffer: null,
        reason
    };
}

/** What is known without any computation. */
export function frame(spec: ModelSpec): Pick<Analysis, 'structure' | 'groups' | 'n' | 'nLaw' | 'using'> {
    const { n } = spec.design;
    const groups = spec.random.map(({ group, within }): GroupAnalysis => {
        const count = spec.design.counts.find(c => c.group === group)?.count ?? null;
        return {
            name: group,
            count,
            recruit: count === null ? null : within === null ? recruited(count, spec.design.attrition) : count,
            within
        };
    });
    const nLaw = n?.kind === 'poisson' ? `Poisson(${n.mean})` : n?.kind === 'sizes' ? `Sizes(mean = ${n.mean}, cv = ${n.cv})` : null;
    return { structure: structureOf(spec), groups, n: n?.kind === 'fixed' ? n.n : null, nLaw, using: spec.using ?? 'refined' };
}

/** All parameters by name, without numbers. */
export function emptyAnalysis(spec: ModelSpec, reason: Reason): Analysis {
    const membership = attempt(() => blockMembership(spec));
    const partners = (name: string): ParameterAnalysis['partners'] =>
        isReason(membership) ? [] : (membership.find(member => member.effect === name)?.partners ?? []);
    const parameters = spec.fixed.map(({ name, block, value }) =>
        missingParameter({ name, kind: 'fixed', block, value, partners: partners(name) }, reason)
    );
    const without = { block: null, partners: [] };
    for (const random of spec.random) {
        for (const { name, kind, value } of blockCovariance(random).parameters) {
            parameters.push(missingParameter({ ...without, name, kind, value }, reason));
        }
    }
    if (hasDispersion(spec.family)) {
        parameters.push(missingParameter({ ...without, name: 'phi', kind: 'dispersion', value: spec.family.phi }, reason));
    }
    for (const { name } of spec.derived) {
        parameters.push(missingParameter({ ...without, name, kind: 'derived', value: null }, reason));
    }
    const names = spec.fixed.map(effect => effect.name);
    return {
        ...frame(spec),
        parameters,
        covariance: { names, leading: null, twoTerm: null, refined: null, exact: null },
        integrals: [],
        ...noCautions,
        reason
    };
}

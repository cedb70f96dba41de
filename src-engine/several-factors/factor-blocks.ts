/** The leading terms of a model with several grouping factors, block by block, and its parameters' formulas as text. */
import { attempt } from '../result/not-available.js';
import { type Reason, isReason } from '../result/reason.js';
import type { Partner, Standing } from '../result/analysis.js';
import { parameterIndex, type JointCovariance, type LeadingBlock } from '../structure/structure-result.js';
import { blockMembership } from '../predictors/blocks.js';
import { families, hasDispersion } from '../family/families.js';
import type { Matrix } from '../numeric/linear-algebra.js';
import type { ModelSpec } from '../spec/model-spec.js';
import { sigmaOf } from '../structure/covariance/structures.js';
import { factorTree, observationsOrder, unitsOrder } from '../structure/factor-tree.js';
import { worstError, roundingOfShortFormula, accuracyOfPolygamma } from '../numeric/limits.js';
import { unitComponents } from './unit-components.js';
import { canDepend } from '../one-factor/dependent-terms.js';
import { TermAnalysis } from '../spec/term-analysis.js';
import { agreementWithSigma } from './limits.js';

/** The result of integration. All matrices are in the order and units of `spec.fixed`. */
export interface FixedEffects {
    /** For each factor: the covariance from its random effects, times its number of units. */
    units: Matrix[];
    /** The covariance from the observations, times their number, without φ; only for block B if A has no such formula. */
    observations: Matrix;
    /** Relative errors by position: of the units' part, and of the observations'. */
    unitErrors: number[];
    observationErrors: number[];
}

/** Positions of the fixed effects whose leading term each factor gives: the outermost of those that are nested in one another. */
function membersOf(spec: ModelSpec, partners: readonly Partner[][]): number[][] {
    return spec.random.map(({ group }) => partners.flatMap((of, j) => (of.some(partner => partner.group === group) ? [j] : [])));
}

/** The partners of every fixed effect; a reason if the file has an effect in the wrong block. */
export function partnersOf(spec: ModelSpec): Partner[][] | Reason {
    const membership = attempt(() => blockMembership(spec));
    if (isReason(membership)) {
        return membership;
    }
    const misplaced = membership.find((member, j) => member.belongs !== spec.fixed[j].block);
    return misplaced ? { code: 'wrong-block', effect: misplaced.effect } : membership.map(member => member.partners);
}

/** @param standing of the effects of block A, of block B, and of the variance components and φ */
export function factorBlocks(
    spec: ModelSpec,
    fixed: FixedEffects | Reason,
    partners: readonly Partner[][] | Reason,
    standing: { a: Standing; b: Standing; components: Standing }
): LeadingBlock[] {
    const factors = factorTree(spec);
    const index = parameterIndex(spec);
    const members = isReason(partners) ? spec.random.map(() => []) : membersOf(spec, partners);
    const blocks: LeadingBlock[] = [];
    for (const factor of factors) {
        const own = members[factor.index];
        const order = unitsOrder(spec, factor);
        if (own.length > 0) {
            blocks.push({ order, members: own, ...unitBlock(spec, factor.index, own, fixed), standing: standing.a });
        }
        const { start, parameters } = index.components[factor.index];
        if (parameters.length > 0) {
            blocks.push({
                order,
                members: parameters.map((_, k) => start + k),
                covariance: attempt(() => unitComponents(spec, factor.index)),
                error: roundingOfShortFormula,
                standing: standing.components
            });
        }
    }
    const rest = spec.fixed.flatMap((_, j) => (members.some(own => own.includes(j)) ? [] : [j]));
    const perObservation = observationsOrder(spec);
    if (rest.length > 0) {
        blocks.push({ order: perObservation, members: rest, ...observationBlock(spec, fixed, rest), standing: standing.b });
    }
    if (index.phi !== null) {
        const variance = families[spec.family.name].dispersion?.variance(spec.family.phi) ?? NaN;
        blocks.push({
            order: perObservation,
            members: [index.phi],
            covariance: variance > 0 && variance < Infinity ? [[variance]] : { code: 'not-finite', detail: 'the variance of phi' },
            error: accuracyOfPolygamma,
            standing: standing.components
        });
    }
    return blocks;
}

function observationBlock(spec: ModelSpec, fixed: FixedEffects | Reason, members: number[]): Pick<LeadingBlock, 'covariance' | 'error'> {
    if (isReason(fixed)) {
        return { covariance: fixed, error: 0 };
    }
    const error = Math.max(...members.map(j => fixed.observationErrors[j]));
    if (!(error < worstError)) {
        return { covariance: { code: 'accuracy', reached: Number.isFinite(error) ? error : null }, error: 0 };
    }
    return { covariance: members.map(i => members.map(j => spec.family.phi * fixed.observations[i][j])), error };
}

/** Where all entries are those of Σ to within their errors, they are Σ's. */
function unitBlock(
    spec: ModelSpec,
    factor: number,
    members: readonly number[],
    fixed: FixedEffects | Reason
): Pick<LeadingBlock, 'covariance' | 'error'> {
    if (isReason(fixed)) {
        return { covariance: fixed, error: 0 };
    }
    const { effects } = spec.random[factor];
    const sigma = sigmaOf(spec.random[factor]);
    const covariance = members.map(i => members.map(j => fixed.units[factor][i][j]));
    const error = Math.max(...members.map(j => fixed.unitErrors[j]));
    const at = members.map(j => effects.indexOf(spec.fixed[j].name));
    const own = at.map(r => at.map(s => (r < 0 || s < 0 ? NaN : sigma[r][s])));
    const same = own.every((row, r) =>
        row.every((x, s) => Math.abs(x - covariance[r][s]) <= (error + agreementWithSigma) * Math.sqrt(own[r][r] * own[s][s]))
    );
    return same ? { covariance: own, error: roundingOfShortFormula } : { covariance, error };
}

/** Σ_f M_f/units + φ M/N, of those effects whose numbers are certain. */
export function firstOrderCovariance(spec: ModelSpec, fixed: FixedEffects, standing: Standing): JointCovariance | Reason {
    const orders = factorTree(spec).map(factor => unitsOrder(spec, factor).divisor);
    const observations = observationsOrder(spec).divisor;
    const unknown = [...orders, observations].find(divisor => typeof divisor !== 'number');
    if (unknown !== undefined) {
        return unknown;
    }
    const errorOf = (j: number): number => Math.max(fixed.unitErrors[j], fixed.observationErrors[j]);
    const members = spec.fixed.flatMap((_, j) => (errorOf(j) < worstError ? [j] : []));
    if (members.length === 0) {
        return { code: 'accuracy', reached: null };
    }
    const noise = spec.family.phi / (observations as number);
    const entry = (i: number, j: number): number =>
        fixed.units.reduce((sum, units, f) => sum + units[i][j] / (orders[f] as number), noise * fixed.observations[i][j]);
    const covariance = members.map(i => members.map(j => entry(i, j)));
    const errors = members.map(
        j =>
            (entry(j, j) - noise * fixed.observations[j][j]) * fixed.unitErrors[j] +
            noise * fixed.observations[j][j] * fixed.observationErrors[j]
    );
    return { members, covariance, errors, simulated: false, standing };
}

/** The leading variance of every parameter as plain text, by position. */
export function factorFormulas(spec: ModelSpec, partners: readonly Partner[][] | Reason): string[] {
    const factors = factorTree(spec);
    const over = (order: string): string => order.replace(/^1/, '');
    const units = factors.map(factor => over(unitsOrder(spec, factor).text));
    const observed = over(observationsOrder(spec).text);
    const single = (f: number): boolean => spec.random[f].effects.length === 1;
    const sigma = (f: number, i: number, j: number): string =>
        single(f) ? `sigma_${spec.random[f].group}^2` : `Sigma_${spec.random[f].group}[${i + 1},${j + 1}]`;
    // If an effect varies with the random effect of another one, L is not Σ, not even on its diagonal.
    const isSigma = (group: string): boolean =>
        !isReason(partners) &&
        partners.every((of, position) =>
            of.every(
                ({ group: other, own, effects }) =>
                    other !== group || (own && effects.length === 1 && effects[0] === spec.fixed[position].name)
            )
        );
    const analysis = new TermAnalysis(spec.predictors);
    const dependent = spec.random.map(random => canDepend({ random, analysis, spec }));
    const formulas = spec.fixed.map(({ name }, position) => {
        const own = isReason(partners) ? [] : partners[position];
        if (own.length === 0) {
            return `${hasDispersion(spec.family) ? 'phi ' : ''}C${observed}`;
        }
        return own
            .map(({ group }) => {
                const f = spec.random.findIndex(random => random.group === group);
                const at = spec.random[f].effects.indexOf(name);
                return (isSigma(group) ? sigma(f, at, at) : `L_${group}`) + units[f];
            })
            .join(' + ');
    });
    for (const factor of factors) {
        const { index } = factor;
        for (const [a, { entry }] of parameterIndex(spec).components[index].parameters.entries()) {
            if (entry === null || dependent[index]) {
                formulas.push(`L_${factor.random.group}[${a + 1},${a + 1}]${units[index]}`);
                continue;
            }
            const [i, j] = entry;
            const [low, high] = [Math.min(i, j), Math.max(i, j)];
            if (i === j) {
                formulas.push((single(index) ? `2 sigma_${factor.random.group}^4` : `2 ${sigma(index, i, i)}^2`) + units[index]);
            } else {
                formulas.push(`(${sigma(index, low, low)} ${sigma(index, high, high)} + ${sigma(index, low, high)}^2)${units[index]}`);
            }
        }
    }
    const { dispersion } = families[spec.family.name];
    return dispersion === null ? formulas : [...formulas, dispersion.formula(observed.slice(2, -1))];
}

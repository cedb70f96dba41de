/**
 * Degrees of freedom of a Wald test with `reference t`: the inner–outer rule of Pinheiro & Bates (2000, p. 91).
 *
 * An effect of block A on a random effect's term of a group: units of the group − units of the next outer group with the same term − the number of A effects
 * on that term that are estimated in this group. A treatment within blocks so has the degrees of freedom of the paired comparison. With k > 1 factors
 * that make it one of A: Satterthwaite's approximation for a sum of mean squares. Factor f has the part V_f of the leading variance, and the residual the part R of the
 * whole one, V = ΣV_f + R. The mean square of a factor estimates V_f + R and the residual one R, so that V̂ = Σ(V_f + R)^ − (k − 1)R^ and
 *
 *     df = V²/{Σ(V_f + R)²/df_f + (k − 1)²R²/df_R},     df_R as of an effect of block B.
 *
 * Without a leading variance it is the least. An effect of block B: observations − dimension of the random effects − the number of B effects; if its term contains a predictor
 * that is constant in a group: units of that group − 2. Several effects: the least.
 */
import { canDepend, shareOfUnitsWith } from '../one-factor/dependent-terms.js';
import { attempt } from '../result/not-available.js';
import { isReason, type Reason } from '../result/reason.js';
import { isFailure } from '../result/failure.js';
import type { Partner } from '../result/analysis.js';
import { blockMembership } from '../predictors/blocks.js';
import { factorTree, unitsOrder } from '../structure/factor-tree.js';
import { meanSize } from '../structure/group-size-law.js';
import type { ModelSpec } from '../spec/model-spec.js';
import { TermAnalysis } from '../spec/term-analysis.js';
import { hasDispersion } from '../family/families.js';
import { DesignVariances } from './design-variances.js';
import { quadraticVariance } from './goal.js';
import { fewDegreesForNormal } from './limits.js';
import type { LeadingBlock } from '../structure/structure-result.js';
import { unitsOfFactor, withSizes, type Sizes } from '../structure/sizes.js';

export class DegreesOfFreedom {
    private ownPartners: readonly (readonly Partner[])[] | undefined;
    private ownConstancies: readonly (readonly string[])[] | undefined;
    private readonly shares = new Map<string, number>();
    private readonly pairs = new Map<string, readonly LeadingBlock[] | Reason>();

    /** @param variances the error of pictures is small enough: they only share out what several factors and the residual have */
    constructor(
        private readonly spec: ModelSpec,
        private readonly variances: DesignVariances
    ) {}

    /** For each fixed effect the random effects that put it into block A. Tests with a normal reference alone never ask for them. */
    private get partners(): readonly (readonly Partner[])[] {
        return (this.ownPartners ??= partnersOfEffects(this.spec));
    }

    /** For each fixed effect: the groups in whose units some predictor of its term is constant, outermost and innermost alike. */
    private get constantIn(): readonly (readonly string[])[] {
        return (this.ownConstancies ??= groupsWithConstant(this.spec));
    }

    /** The least of the effects' degrees of freedom; null where a size is missing. */
    of(effects: readonly string[], sizes: Sizes): number | null {
        let least = Infinity;
        for (const effect of effects) {
            const df = this.ofEffect(effect, sizes);
            if (df === null) {
                return null;
            }
            least = Math.min(least, df);
        }
        return least;
    }

    /** The least number of units behind the effects of block A among these; null where there are none, or a size is missing. */
    units(effects: readonly string[], sizes: Sizes): number | null {
        const counts = effects.flatMap(effect => this.partnersOf(effect).map(({ group }) => this.unitsOfGroup(group, sizes)));
        return counts.length === 0 || counts.includes(null) ? null : Math.min(...(counts as number[]));
    }

    /**
     * Whether a normal reference is too inaccurate to be shown alone: fewer than 40 units behind an effect of block A, or behind another whose term is constant in them, or
     * fewer than 40 residual degrees of freedom where φ is estimated.
     */
    areFew(effects: readonly string[], sizes: Sizes): boolean {
        return effects.some(effect => {
            const position = this.spec.fixed.findIndex(({ name }) => name === effect);
            const groups = [...this.partnersOf(effect).map(({ group }) => group), ...this.constantIn[position]];
            const counts = groups.flatMap(group => this.unitsOfGroup(group, sizes) ?? []);
            const residual = groups.length === 0 && hasDispersion(this.spec.family) ? this.ofResidual(sizes) : null;
            return counts.some(units => units < fewDegreesForNormal) || (residual !== null && residual < fewDegreesForNormal);
        });
    }

    private partnersOf(effect: string): readonly Partner[] {
        return this.partners[this.spec.fixed.findIndex(({ name }) => name === effect)] ?? [];
    }

    private ofEffect(name: string, sizes: Sizes): number | null {
        const { spec } = this;
        const position = spec.fixed.findIndex(effect => effect.name === name);
        if (spec.fixed[position].block === 'B') {
            return this.ofB(position, sizes);
        }
        const parts: { variance: number; df: number }[] = [];
        const own = this.partners[position];
        for (const partner of own) {
            const df = this.ofPartner(name, partner, sizes);
            if (df === null) {
                return null;
            }
            if (own.length === 1) {
                return df;
            }
            parts.push({ variance: this.leadingPart(position, partner.group, sizes), df });
        }
        const ofFactors = parts.reduce((sum, { variance }) => sum + variance, 0);
        const least = Math.min(...parts.map(({ df }) => df));
        // Groups that are both nested and crossed may have no leading variance to share out.
        if (least < 1 || !(ofFactors > 0 && ofFactors < Infinity)) {
            return least;
        }
        const residual = this.residual(position, ofFactors, sizes);
        const meanSquares = parts.reduce((sum, { variance, df }) => sum + (variance + residual.variance) ** 2 / df, 0);
        const takenOff = ((parts.length - 1) * residual.variance) ** 2 / residual.df;
        return (ofFactors + residual.variance) ** 2 / (meanSquares + takenOff);
    }

    /** What the factors leave of an effect's variance, and its degrees of freedom; 0 where only the leading term exists. */
    private residual(position: number, ofFactors: number, sizes: Sizes): { variance: number; df: number } {
        const df = this.ofResidual(sizes);
        const found = this.variances.covarianceOfFixed('refined', sizes);
        const whole = quadraticVariance(found, new Map([[position, 1]]), 'refined');
        const isKnown = df !== null && df > 0 && !isFailure(whole);
        return isKnown ? { variance: Math.max(0, whole - ofFactors), df } : { variance: 0, df: Infinity };
    }

    /** In the units of one group; the least over the random effects' terms that the effect's term uses, and its own one where it has one. */
    private ofPartner(effect: string, { group, effects }: Partner, sizes: Sizes): number | null {
        const { random } = this.spec;
        const own = random.find(block => block.group === group)!.effects.filter(term => term === effect && !effects.includes(term));
        const dfs = [...effects, ...own].map(term => {
            const units = this.unitsWith(term, group, sizes);
            const outer = this.nextOuterWith(term, group);
            const unitsAround = outer === null ? 0 : this.unitsOfGroup(outer, sizes);
            const estimated = this.partners.filter(others => others.some(other => other.group === group && other.effects.includes(term)));
            return units === null || unitsAround === null ? null : units - unitsAround - Math.max(1, estimated.length);
        });
        return dfs.includes(null) ? null : Math.min(...(dfs as number[]));
    }

    /** The part of an effect's leading variance that comes from the units of one factor. */
    private leadingPart(position: number, group: string, sizes: Sizes): number {
        const blocks = this.blocksBeside(position, group);
        if (isReason(blocks)) {
            return NaN;
        }
        const factor = factorTree(this.spec).find(({ random }) => random.group === group)!;
        const { text, divisor } = unitsOrder(withSizes(this.spec, sizes), factor);
        const block = blocks.find(({ order, members }) => order.text === text && members.includes(position));
        if (!block || isReason(block.covariance) || typeof divisor !== 'number') {
            return NaN;
        }
        const at = block.members.indexOf(position);
        return block.covariance[at][at] / divisor;
    }

    /** Where three or more crossed factors have no leading terms, those of each pair: what a factor adds does not depend on the others. */
    private blocksBeside(position: number, group: string): readonly LeadingBlock[] | Reason {
        const { spec, variances } = this;
        const own = variances.blocks();
        const isNested = spec.random.some(({ within }) => within !== null);
        if (isReason(own) || isNested || own.every(({ covariance }) => !isReason(covariance))) {
            return own;
        }
        const other = this.partners[position].find(partner => partner.group !== group)?.group;
        const key = `${group} ${other}`;
        let found = this.pairs.get(key);
        if (found === undefined) {
            const isOfPair = (name: string): boolean => name === group || name === other;
            const counts = spec.design.counts.filter(count => isOfPair(count.group));
            const pair = { ...spec, random: spec.random.filter(block => isOfPair(block.group)), design: { ...spec.design, counts } };
            found = new DesignVariances(pair, variances.options).blocks();
            this.pairs.set(key, found);
        }
        return found;
    }

    private ofB(position: number, sizes: Sizes): number | null {
        const constant = this.constantIn[position].map(group => this.unitsOfGroup(group, sizes));
        if (constant.length > 0) {
            return constant.includes(null) ? null : Math.min(...(constant as number[])) - 2;
        }
        return this.ofResidual(sizes);
    }

    /** Observations − dimension of the random effects − the number of B effects. */
    private ofResidual(sizes: Sizes): number | null {
        const { spec } = this;
        const factors = factorTree(spec);
        const units = factors.map(factor => unitsOfFactor(spec, factor, sizes));
        const { n } = sizes;
        if (units.includes(null) || n === null || n.kind === 'unknown') {
            return null;
        }
        const product = Object.values(sizes.counts).reduce<number>((all, count) => all * count!, 1);
        const observations = product * meanSize(n);
        return observations - this.dimensionOfRandomEffects(sizes) - spec.fixed.filter(effect => effect.block === 'B').length;
    }

    /**
     * The rank of the random effects' columns: a term counts in the innermost of nested groups, which spans the outer ones. The columns of crossed groups
     * with the same term share one dimension, its fixed effect.
     */
    private dimensionOfRandomEffects(sizes: Sizes): number {
        const { random } = this.spec;
        const terms = [...new Set(random.flatMap(({ effects }) => effects))];
        return terms.reduce((sum, term) => {
            const carriers = random.map((_, i) => i).filter(i => random[i].effects.includes(term));
            const innermost = carriers.filter(i => !carriers.some(j => this.nextOuterWith(term, random[j].group) === random[i].group));
            return (
                sum +
                innermost.reduce((dimension, i) => dimension + this.unitsWith(term, random[i].group, sizes)!, 0) -
                (innermost.length - 1)
            );
        }, 0);
    }

    /** The innermost of the groups that contain a group's units and have a random effect on the same term. */
    private nextOuterWith(term: string, group: string): string | null {
        const { random } = this.spec;
        const factor = factorTree(this.spec).find(other => other.random.group === group);
        const outer = factor?.chain.slice(0, -1).findLast(at => random[at].effects.includes(term));
        return outer === undefined ? null : random[outer].group;
    }

    /** The units of a group in which a random effect acts: an arm's own one does so in the units of the arm. */
    private unitsWith(term: string, group: string, sizes: Sizes): number | null {
        const units = this.unitsOfGroup(group, sizes);
        const key = `${group} ${term}`;
        let share = this.shares.get(key);
        if (share === undefined) {
            const { spec } = this;
            const at = spec.random.findIndex(block => block.group === group);
            const found = canDepend({ random: spec.random[at], analysis: new TermAnalysis(spec.predictors), spec })
                ? attempt(() => shareOfUnitsWith(spec, at, term))
                : 1;
            share = isReason(found) ? 1 : found;
            this.shares.set(key, share);
        }
        return units === null ? null : units * share;
    }

    private unitsOfGroup(group: string, sizes: Sizes): number | null {
        const factor = factorTree(this.spec).find(({ random }) => random.group === group);
        return factor ? unitsOfFactor(this.spec, factor, sizes) : null;
    }
}

function partnersOfEffects(spec: ModelSpec): readonly (readonly Partner[])[] {
    const membership = attempt(() => blockMembership(spec));
    return isReason(membership) ? spec.fixed.map(() => []) : membership.map(({ partners }) => partners);
}

function groupsWithConstant({ fixed, predictors }: ModelSpec): readonly (readonly string[])[] {
    const analysis = new TermAnalysis(predictors);
    return fixed.map(({ term }) => {
        const names = analysis.basicPredictors(term);
        const groups = predictors.flatMap(predictor => {
            if (predictor.kind === 'derived' || predictor.per === null) {
                return [];
            }
            const own = predictor.kind === 'each' ? [predictor.name] : predictor.names;
            return own.some(name => names.has(name)) ? [predictor.per] : [];
        });
        return [...new Set(groups)];
    });
}

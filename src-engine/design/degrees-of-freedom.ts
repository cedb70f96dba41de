/**
 * Degrees of freedom of a Wald test with `reference t`.
 *
 * An effect of block A: units of its group − the number of A effects on the same random effect's term; with several factors that make it one of A,
 * Satterthwaite's (ΣV_f)²/Σ(V_f²/df_f) over their parts V_f of its leading variance. An effect of block B: observations − Σ units × (random effects per
 * unit) − the number of B effects; if its term contains a predictor that is constant in a group: units of that group − 2. Several effects: the least.
 */
import { attempt } from '../result/not-available.js';
import { isReason } from '../result/reason.js';
import type { Partner } from '../result/analysis.js';
import { blockMembership } from '../predictors/blocks.js';
import { factorTree, unitsOrder } from '../structure/factor-tree.js';
import { meanSize } from '../structure/group-size-law.js';
import type { ModelSpec } from '../spec/model-spec.js';
import { TermAnalysis } from '../spec/term-analysis.js';
import type { DesignVariances } from './design-variances.js';
import { unitsOf, withSizes, type Sizes } from '../structure/sizes.js';

export class DegreesOfFreedom {
    private readonly partners: readonly Partner[][];
    /** For each fixed effect: the groups in whose units some predictor of its term is constant, outermost and innermost alike. */
    private readonly constantIn: readonly string[][];

    constructor(
        private readonly spec: ModelSpec,
        private readonly variances: DesignVariances
    ) {
        const membership = attempt(() => blockMembership(spec));
        this.partners = isReason(membership) ? spec.fixed.map(() => []) : membership.map(member => member.partners);
        const analysis = new TermAnalysis(spec.predictors);
        this.constantIn = spec.fixed.map(({ term }) => {
            const names = analysis.basicPredictors(term);
            const groups = spec.predictors.flatMap(predictor => {
                if (predictor.kind === 'derived' || predictor.per === null) {
                    return [];
                }
                const own = predictor.kind === 'each' ? [predictor.name] : predictor.names;
                return own.some(name => names.has(name)) ? [predictor.per] : [];
            });
            return [...new Set(groups)];
        });
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
        for (const { group, effects } of own) {
            const units = this.unitsOfGroup(group, sizes);
            if (units === null) {
                return null;
            }
            // A predictor that is constant in the units of an outer group is also constant in those of an inner group.
            const around = this.around(group);
            const rivals = this.partners.filter(others =>
                others.some(other => around.includes(other.group) && other.effects.some(effect => effects.includes(effect)))
            ).length;
            const df = units - rivals;
            if (own.length === 1) {
                return df;
            }
            parts.push({ variance: this.leadingPart(position, group, sizes), df });
        }
        const total = parts.reduce((sum, { variance }) => sum + variance, 0);
        const least = Math.min(...parts.map(({ df }) => df));
        if (least < 1) {
            return least;
        }
        return total ** 2 / parts.reduce((sum, { variance, df }) => sum + variance ** 2 / df, 0);
    }

    /** The part of an effect's leading variance that comes from the units of one factor. */
    private leadingPart(position: number, group: string, sizes: Sizes): number {
        const blocks = this.variances.blocks();
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

    private ofB(position: number, sizes: Sizes): number | null {
        const { spec } = this;
        const constant = this.constantIn[position].map(group => this.unitsOfGroup(group, sizes));
        if (constant.length > 0) {
            return constant.includes(null) ? null : Math.min(...(constant as number[])) - 2;
        }
        const factors = factorTree(spec);
        const units = factors.map(factor => unitsOf(spec, factor, sizes));
        const { n } = sizes;
        if (units.includes(null) || n === null || n.kind === 'unknown') {
            return null;
        }
        const product = Object.values(sizes.counts).reduce<number>((all, count) => all * count!, 1);
        const observations = product * meanSize(n);
        const random = factors.reduce((sum, factor, i) => sum + units[i]! * factor.random.effects.length, 0);
        return observations - random - spec.fixed.filter(effect => effect.block === 'B').length;
    }

    /** A group and the groups that contain its units. */
    private around(group: string): string[] {
        const factor = factorTree(this.spec).find(({ random }) => random.group === group);
        return factor?.chain.map(at => this.spec.random[at].group) ?? [group];
    }

    private unitsOfGroup(group: string, sizes: Sizes): number | null {
        const factor = factorTree(this.spec).find(({ random }) => random.group === group);
        return factor ? unitsOf(this.spec, factor, sizes) : null;
    }
}

/**
 * C_B, the two terms and the refined form of the model with one grouping factor: which integrals they take, in which order, and what is kept of them from
 * one design of the model to the next. The formulas are in `two-term.ts` and `refined.ts`.
 */
import type { IntegralOptions } from '../information/information-integral.js';
import type { KeptAcrossSizes } from '../information/kept-across-sizes.js';
import type { GroupModel } from '../predictors/group-model.js';
import { attempt, reasonOf } from '../result/not-available.js';
import { isReason, type Reason } from '../result/reason.js';
import type { JointCovariance } from '../structure/structure-result.js';
import type { LeadingB } from './c-b.js';
import { infiniteSecondTerms } from './infinite-second-terms.js';
import type { WantedParts } from './integrand-layout.js';
import { integrateParts, type IntegratedParts } from './integrated-parts.js';
import type { LeadingA } from './leading-a.js';
import { leadingB } from './leading-b.js';
import { oneFactorModel, type OneFactorDesign, type OneFactorModel } from './one-factor-model.js';
import { refinedOfOneFactor } from './refined.js';
import { twoTermCovariance, twoTermOfB } from './two-term.js';
import { widened } from './widened.js';
import { secondaryShare } from './limits.js';

export interface SecondTerms {
    leadingB: LeadingB;
    twoTerm: JointCovariance | Reason;
    refined: JointCovariance | Reason;
}

/** @throws NotAvailable where even C_B cannot be computed */
export function secondTerms(model: GroupModel, a: LeadingA, design: OneFactorDesign, options: IntegralOptions): SecondTerms {
    return new SecondTermsComputation(oneFactorModel(model, a, design), options).run();
}

/** What does not depend on the group sizes: C_B, and the integrals of K. `ofK` is null where K is infinite. */
class KeptTerms {
    constructor(
        readonly leading: LeadingB,
        readonly ofK: IntegratedParts | Reason | null
    ) {}
}

/** Whether one and two terms of a model have been integrated for another design of it, so that they take no integral any more. */
export const areSecondTermsKept = (kept: KeptAcrossSizes): boolean => kept.oneFactor instanceof KeptTerms;

const notComputed: Reason = { code: 'not-computed' };

class SecondTermsComputation {
    constructor(
        private readonly oneFactor: OneFactorModel,
        private options: IntegralOptions
    ) {}

    run(): SecondTerms {
        const { model } = this.oneFactor;
        const separate = this.separateLeading();
        if (separate && model.foldedByPoint) {
            this.options = this.secondaryOptions();
        }
        const wanted: WantedParts = { schur: separate === null && model.effectsB.length > 0, twoTerm: true, refined: true };
        let refusal = this.refusalOfRefined();
        if (refusal === null) {
            try {
                return this.from(wanted, separate);
            } catch (error) {
                refusal = reasonOf(error);
                if (refusal.code === 'stopped') {
                    throw error;
                }
                if (refusal.code === 'accuracy' && separate && model.foldedByPoint && !this.kept) {
                    return { leadingB: separate, twoTerm: twoTermOfB(this.oneFactor, separate, Infinity), refined: refusal };
                }
            }
        }
        try {
            const { leadingB, twoTerm } = this.from({ ...wanted, refined: false }, separate);
            return { leadingB, twoTerm, refined: refusal };
        } catch (error) {
            // Block B may exist where the second terms do not.
            const reason = reasonOf(error);
            if (reason.code === 'stopped' || !separate) {
                throw error;
            }
            return { leadingB: separate, twoTerm: reason, refined: reason };
        }
    }

    /**
     * C_B, if it has a separate integral; else null. With exponential weights that integral is a closed form or runs under a tilted law. Where every
     * evaluation costs much, it comes first, because C_B must not wait for the rest.
     */
    private separateLeading(): LeadingB | null {
        const { model } = this.oneFactor;
        const apart = model.weight.kind === 'exponential' || model.foldedByPoint;
        if (!apart || model.effectsB.length === 0) {
            return null;
        }
        return this.kept?.leading ?? leadingB(model, this.options);
    }

    /** Why the refined form is not integrated; null where it is. */
    private refusalOfRefined(): Reason | null {
        const { whitener, sizes } = this.oneFactor;
        if (whitener === null) {
            return { code: 'no-formula', accuracy: 'refined', structure: 'singular' };
        }
        if (isReason(sizes)) {
            return sizes;
        }
        return this.options.refined === false ? notComputed : null;
    }

    private get kept(): KeptTerms | undefined {
        const kept = this.options.kept?.oneFactor;
        return kept instanceof KeptTerms ? kept : undefined;
    }

    private from(wanted: WantedParts, separate: LeadingB | null): SecondTerms {
        const { oneFactor } = this;
        const known = this.kept;
        if (!known) {
            const { terms, ofRefined } = this.integrated(wanted, separate);
            if (this.options.kept) {
                this.options.kept.oneFactor = terms;
            }
            const refined = wanted.refined && ofRefined ? refinedOfOneFactor(oneFactor, ofRefined) : notComputed;
            return { leadingB: terms.leading, twoTerm: this.twoTermFrom(terms), refined };
        }
        const { leading } = known;
        const only = { schur: false, twoTerm: false, refined: true };
        const refined = wanted.refined
            ? refinedOfOneFactor(oneFactor, integrateParts(oneFactor, only, leading, this.secondaryOptions()))
            : notComputed;
        return { leadingB: leading, twoTerm: this.twoTermFrom(known), refined };
    }

    /** The terms that are kept, and the integrals of the refined form; null where nothing was integrated for it. */
    private integrated(wanted: WantedParts, separate: LeadingB | null): { terms: KeptTerms; ofRefined: IntegratedParts | null } {
        const { oneFactor, options } = this;
        const { tails } = oneFactor.model.weight;
        if (infiniteSecondTerms(oneFactor.model)) {
            if (separate && !wanted.refined) {
                return { terms: new KeptTerms(separate, null), ofRefined: null };
            }
            const parts = integrateParts(oneFactor, { ...wanted, twoTerm: false }, separate, options);
            return { terms: new KeptTerms(parts.leading, null), ofRefined: parts };
        }
        if (tails.kind !== 'gaussian' && tails.max === Infinity) {
            const parts = integrateParts(oneFactor, wanted, separate, options);
            return { terms: new KeptTerms(parts.leading, parts), ofRefined: parts };
        }
        // Where w falls off as fast as a normal density, the lattice follows an E Ω_RR⁻¹ that may be infinite as far out as it can. It gets its own integral.
        const parts = integrateParts(oneFactor, { ...wanted, twoTerm: false }, separate, options);
        const { leading } = parts;
        const only = { schur: false, twoTerm: true, refined: false };
        const ofK = attempt(() => integrateParts(widened(oneFactor) ?? oneFactor, only, leading, this.secondaryOptions()));
        return { terms: new KeptTerms(leading, ofK), ofRefined: parts };
    }

    private twoTermFrom({ leading, ofK }: KeptTerms): JointCovariance | Reason {
        if (ofK === null) {
            return twoTermOfB(this.oneFactor, leading, Infinity);
        }
        return isReason(ofK) ? ofK : twoTermCovariance(this.oneFactor, ofK);
    }

    /** The budget of what must not keep the leading term waiting. */
    private secondaryOptions(): IntegralOptions {
        const { accuracy, budget, shouldStop, refined, kept } = this.options;
        return { accuracy, budget: budget * secondaryShare, shouldStop, refined, kept };
    }
}

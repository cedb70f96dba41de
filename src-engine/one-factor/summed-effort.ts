/** Counts the work of sums over folded predictors, and gives up where it is too much. */
import type { ConditionalInformation } from '../information/conditional-information.js';
import type { IntegralOptions } from '../information/information-integral.js';
import { NotAvailable } from '../result/not-available.js';
import { summedAsOne } from './limits.js';

/**
 * The points of a rule do not tell what sums over folded predictors cost: on a lattice that goes far out, they are made at many more values of η. So they are
 * counted as they are made, over all rules of a search.
 */
export class SummedEffort {
    private before = 0;
    private current: ConditionalInformation | null = null;

    constructor(private readonly options: IntegralOptions) {}

    /** From now on counts the sums that this information makes. */
    follow(information: ConditionalInformation): void {
        this.before = this.spent() - information.summed;
        this.current = information;
    }

    /** Whether the caller wants to stop. @throws NotAvailable where the sums have passed the budget */
    shouldStop(): boolean {
        if (this.current && summedAsOne * this.options.budget < this.spent()) {
            throw new NotAvailable({ code: 'accuracy', reached: null });
        }
        return this.options.shouldStop();
    }

    private spent(): number {
        return this.before + (this.current?.summed ?? 0);
    }
}

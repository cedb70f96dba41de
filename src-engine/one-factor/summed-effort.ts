/** What sums over folded predictors have cost. */
import type { ConditionalInformation } from '../information/conditional-information.js';
import type { IntegralOptions } from '../information/information-integral.js';
import { NotAvailable } from '../result/not-available.js';

/** How many values of w a sum over folded predictors may take for one that is counted. */
const mostSummed = 8;

/** A sum over folded predictors costs what its points cost; on a lattice that goes far out there are more of them than its own points tell. */
export class SummedEffort {
    private before = 0;
    private current: ConditionalInformation | null = null;

    constructor(private readonly options: IntegralOptions) {}

    /** From here on the work is done for this one. */
    follow(information: ConditionalInformation): void {
        this.before = this.spent() - information.summed;
        this.current = information;
    }

    /** @throws NotAvailable where the work has become too much */
    shouldStop(): boolean {
        if (this.current && mostSummed * this.options.budget < this.spent()) {
            throw new NotAvailable({ code: 'accuracy', reached: null });
        }
        return this.options.shouldStop();
    }

    private spent(): number {
        return this.before + (this.current?.summed ?? 0);
    }
}

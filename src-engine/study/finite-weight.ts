import { NotAvailable } from '../result/not-available.js';
import { largestWeight } from './limits.js';

/** A weight as it is. @throws NotAvailable where it is too large for products of doubles, or the link does not take η */
export function finiteWeight(weight: number): number {
    if (!(weight <= largestWeight)) {
        throw new NotAvailable({ code: 'not-finite', detail: 'the weight of an observation' });
    }
    return weight;
}

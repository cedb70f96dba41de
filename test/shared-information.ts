/**
 * One `KeptInformation` for all places that compute numbers of the same models. Exact information and means over studies are computed once: with another model, seed or depth they
 * would not be found.
 */
import type * as Kept from '../src-engine/exact/kept-information.js';

/** For `vi.mock` of the module: what the product makes is the same everywhere. */
export async function sharedEverywhere(original: () => Promise<typeof Kept>): Promise<typeof Kept> {
    const { KeptInformation } = await original();
    const shared = new KeptInformation();
    const makeShared = function () {
        return shared;
    };
    return { KeptInformation: makeShared as unknown as typeof KeptInformation };
}

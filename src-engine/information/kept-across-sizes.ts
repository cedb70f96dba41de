/**
 * A key under which results of a model are kept that hold for all sizes of its design, while a search tries one design after the other.
 * `one-factor/` and `several-factors/` keep their own results under it. They are released together with the key.
 */
export class KeptAcrossSizes {
    /** Types are structural: this property distinguishes keys from other objects. */
    readonly isKey = true;
}

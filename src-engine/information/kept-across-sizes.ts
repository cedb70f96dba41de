/**
 * Stands for what has been computed of a model and holds for all sizes of its design, while a search looks at one design after the other.
 * `one-factor/` and `several-factors/` keep their own results under it, and release them together with it.
 */
export class KeptAcrossSizes {
    /** Objects of other classes are not keys. */
    readonly isKey = true;
}

/**
 * Results of a model that hold for all sizes of its design, kept while a search tries one design after the other. Each floor keeps a result
 * of a class of its own, which only that floor knows.
 */
export class KeptAcrossSizes {
    oneFactor: unknown = null;
    severalFactors: unknown = null;
}

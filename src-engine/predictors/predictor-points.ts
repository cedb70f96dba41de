/** Expectations over predictors as weighted points: the values of all terms, and of η at U = 0, at each point. */

/** The points of the carried predictors given those of the group-level ones. Arrays are row-major, with a row for each point. */
export interface ObservationPoints {
    count: number;
    /** Number of collapsed normals, K. */
    collapsed: number;
    /** Probability × number of trials. */
    weight: Float64Array;
    /** Probability × squared number of trials. */
    weightSquared: Float64Array;
    /** Which combination of `each` points a point belongs to. Points of the same combination stand next to one another. */
    each: Int32Array;
    /** How many combinations there are, equally likely. */
    eachCount: number;
    /** η₀, that is η at U = 0 and ν = 0, count. */
    eta: Float64Array;
    /** The coefficients of ν in η, count × K. */
    etaNu: Float64Array;
    /** Values at ν = 0 of the random-effect terms, then of the terms of block B that are not folded, count × p. */
    features: Float64Array;
    /** Their coefficients of ν, count × p × K. */
    featuresNu: Float64Array;
    /** The folded points of each point, where these differ; else null. */
    folded: FoldedPoints[] | null;
    /** Values at ν = 0 of all terms of block A, count × d_A. */
    termsA: Float64Array;
    /** Their coefficients of ν, count × d_A × K. */
    termsANu: Float64Array;
}

/** The points of the folded predictors (see `Dimension.level`); given the other predictors where they are folded by point. */
export interface FoldedPoints {
    count: number;
    /** Number of effects that depend on them. */
    size: number;
    /** Probability, × number of trials where this depends on folded predictors. */
    weight: Float64Array;
    /** The same with the squared number of trials. */
    weightSquared: Float64Array;
    /** Their summand of η minus its mean. The mean is part of η at the other points. */
    eta: Float64Array;
    /** Largest |η|. */
    spread: number;
    /** Values of the last terms of block B (count × size). */
    features: Float64Array;
}

/** A point of the group-level predictors. */
export interface GroupPoint {
    /** Its probability. */
    weight: number;
    points: ObservationPoints;
    folded: FoldedPoints | null;
}

export interface PredictorRule {
    groups: GroupPoint[];
    /** How many points there are, without those of folded predictors. */
    count: number;
    /** Whether the sums are exact, because no dimension needs quadrature. */
    exact: boolean;
}

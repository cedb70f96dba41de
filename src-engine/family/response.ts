/**
 * The law of the responses that share one linear predictor η, through their sufficient statistics: the total y of `size` observations (or trials),
 * and, where there is a dispersion, a second statistic.
 */
import type { SeededGenerator } from '../laws/seeded-generator.js';

/** The rows of a group with their linear predictors, and what is computed at these: arrays with an entry for each row. */
export interface ResponseRows {
    /** Totals, numbers of observations or trials, second statistics. */
    y: Float64Array;
    size: Float64Array;
    second: Float64Array;
    eta: Float64Array;
    /** Derivative of log f in η, and the Fisher information of η. */
    slope: Float64Array;
    information: Float64Array;
    /** Derivative of log f in φ, summed over rows. */
    phiSlope: number;
}

/** One observation: its response, and what it adds to the second statistic. */
export interface DrawnResponse {
    y: number;
    second: number;
}

export interface Response {
    /** The possible totals: 0, …, size; 0, 1, 2, …; or not countable. */
    totals: 'bounded' | 'counts' | 'continuous';
    /** Whether log f = yη − b(η) + a term free of η. */
    canonical: boolean;
    /** The cost of an evaluation in a simulation, relative to the logit link. `npm run bench` measures it. */
    effort: number;
    /** The distance from the real line to the nearest point that limits a trapezoidal rule in η. */
    poleDistance: number;
    /**
     * Σ log f over the first `count` rows, up to a term free of η; fills in slopes and informations. The second statistic is Σ log y (gamma), Σ 1/y
     * (inverse Gaussian), Σ (y − ȳ)² over the observations of a row (gaussian), else 0.
     */
    evaluate: (rows: ResponseRows, count: number) => number;
    /** For countable totals: the summand that makes log f the log probability of the total. */
    logConstant: (y: number, size: number) => number;
    /** The size of a negative binomial total of `size` observations; ∞ for other families. */
    totalSize: (size: number) => number;
    /** Information of φ in one observation; 0 where there is none. */
    phiInformation: number;
    draw: (generator: SeededGenerator, eta: number, trials: number, out: DrawnResponse) => void;
    /** The total of `size` observations, where their second statistics do not add up. */
    drawTotal?: (generator: SeededGenerator, eta: number, size: number, out: DrawnResponse) => void;
}

/** Draws the total of a row: of `size` observations, or trials, at η. */
export function drawRow(response: Response, generator: SeededGenerator, eta: number, size: number, out: DrawnResponse): void {
    if (response.totals === 'bounded') {
        response.draw(generator, eta, size, out);
        return;
    }
    if (response.drawTotal) {
        response.drawTotal(generator, eta, size, out);
        return;
    }
    let total = 0;
    let second = 0;
    for (let j = 0; j < size; j++) {
        response.draw(generator, eta, 1, out);
        total += out.y;
        second += out.second;
    }
    out.y = total;
    out.second = second;
}

/** What all families of counts share. */
export const counted = { phiInformation: 0, totalSize: (): number => Infinity };
/** What all families with a density share. */
export const continuous = {
    effort: 1,
    totals: 'continuous',
    canonical: false,
    totalSize: (): number => Infinity,
    logConstant: (): number => 0
} as const;

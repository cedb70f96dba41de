/** What `simulate.R` and `exact.R` found, as their JSON files have it. */
import { readFileSync } from 'node:fs';

/** A simulated number with its Monte-Carlo standard error. */
export interface Simulated {
    value: number;
    mcse: number;
}

/** The estimates of a parameter over all fits. */
export interface SimulatedParameter {
    truth: number;
    mean: Simulated;
    variance: Simulated;
    /** Of the tested effect: the mean of the squared standard errors that the fits report. */
    meanOfEstimatedVariance?: number;
}

/** `failed`: without an estimate or a standard error; `singular`: with a variance at 0 or a correlation at ±1. */
export interface Fits {
    fits: number;
    failed: number;
    singular: number;
}

export interface SimulatedDesign {
    design: string;
    /** Null where sizes are drawn. */
    observations: number | null;
    software: string;
    /** The test rejects above this |estimate / standard error|. */
    critical: number;
    atValue: Fits;
    atNull: Fits;
    /** The tested effect, the intercept and the first variance component (without groups: the dispersion), in this order. */
    parameters: Record<string, SimulatedParameter>;
    power: Simulated;
    powerOfRegularFits: Simulated;
    typeOne: Simulated;
    seconds: number;
}

/** The three quantities whose variances are compared. */
export const quantities = ['effect', 'beta0', 'component'] as const;
export type ComparedQuantity = (typeof quantities)[number];

/** Exact variances that were computed without this program. */
export type ExactVariances = Record<ComparedQuantity, number>;

/** The designs in the order of the page: continuous responses, then yes or no, then counts, then positive amounts. */
export const designNames: readonly string[] = [
    'gaussianTrial',
    'gaussianGrowth',
    'gaussianCrossed',
    'gaussianWedge',
    'logitTrial',
    'logitRare',
    'logitLarge',
    'logitPairs',
    'logitSlopes',
    'logitLevels',
    'logitCrossed',
    'logitWedge',
    'probitTrial',
    'cloglogTrial',
    'binomialDose',
    'poissonTrial',
    'poissonCrossed',
    'poissonWedge',
    'negativeBinomialTrial',
    'gammaCosts',
    'inverseGaussianTimes'
];

/** @param folder of this validation, with a slash at its end */
export function simulatedDesign(folder: URL, name: string): SimulatedDesign {
    return JSON.parse(readFileSync(new URL(`results/${name}.json`, folder), 'utf8')) as SimulatedDesign;
}

/** By design; only of those that have exact variances. */
export function exactVariancesByDesign(folder: URL): Partial<Record<string, ExactVariances>> {
    return JSON.parse(readFileSync(new URL('exact.json', folder), 'utf8')) as Record<string, ExactVariances>;
}

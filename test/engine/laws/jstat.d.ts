/** The few functions that the comparison uses; jStat brings no types. */
declare module 'jstat' {
    interface Distribution {
        cdf(x: number, ...parameters: number[]): number;
    }
    export const jStat: Record<'gamma' | 'beta' | 'poisson' | 'binomial' | 'exponential' | 'uniform' | 'lognormal', Distribution>;
}

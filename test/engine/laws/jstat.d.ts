/** The few functions that the comparisons use; jStat brings no types. */
declare module 'jstat' {
    interface Distribution {
        pdf(x: number, ...parameters: number[]): number;
        cdf(x: number, ...parameters: number[]): number;
        inv(p: number, ...parameters: number[]): number;
    }
    interface SpecialFunctions {
        gammaln(x: number): number;
        lowRegGamma(a: number, x: number): number;
        ibeta(x: number, a: number, b: number): number;
    }
    export const jStat: SpecialFunctions &
        Record<
            'gamma' | 'beta' | 'poisson' | 'binomial' | 'exponential' | 'uniform' | 'lognormal' | 'normal' | 'noncentralt',
            Distribution
        >;
}

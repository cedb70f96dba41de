/** Probability laws of predictors. All functions but `lawProblem` expect a law without a problem. */
export { isLawRule, type LawRule, type LawRuleFailure, type LawRuleOptions } from './expectation-rule.js';
export { mostLevels } from './limits.js';
export { compressedRule } from './compressed-rule.js';
export { listedValues, type PredictorValue } from './listed-values.js';
export type { LawProblem } from './argument-checks.js';
export type { LogMgf, Moments, Support } from './law-record.js';
export {
    drawLaw,
    isLatticeLaw,
    lawCdf,
    lawLogDensity,
    lawMoments,
    lawProblem,
    lawQuantile,
    lawRule,
    lawSupport,
    lawTails,
    lawValues,
    logMgf
} from './laws.js';
export { isScalarLaw, type ScalarLaw, type ScalarMixture } from './scalar-law.js';

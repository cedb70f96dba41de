/** Probability laws of predictors. All functions but `lawProblem` expect a law without a problem. */
export { isLawRule, type LawRule, type LawRuleFailure, type LawRuleOptions } from './law-rule.js';
export { compressedRule } from './compressed-rule.js';
export { lawCdf, lawTails } from './distribution.js';
export { lawLogDensity } from './density.js';
export { lawProblem } from './law-problem.js';
export type { LawProblem } from './law-problem.js';
export { logMgf } from './moment-generating.js';
export type { LogMgf } from './moment-generating.js';
export { lawMoments, lawSupport } from './moments.js';
export type { Moments, Support } from './moments.js';
export { lawQuantile } from './quantile.js';
export { lawRule } from './rule.js';
export { isDiscreteLaw, isScalarLaw } from './scalar-law.js';
export type { ContinuousLaw, DiscreteLaw, ScalarLaw, ScalarMixture } from './scalar-law.js';

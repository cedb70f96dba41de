/**
 * The engine as a library: from a model and its design to the precision of every estimate.
 *
 * `analyze` computes, `examine` finds what is wrong without computing. Both take and return plain data and have no side effects.
 */
export { recruited } from './structure/group-counts.js';
export { analyze } from './analysis/analyze.js';
export { examine } from './analysis/examine.js';
export type * from './result/analysis.js';
export { isReason, type Reason } from './result/reason.js';
export type { ByAccuracy } from './result/by-accuracy.js';
export type { AnswerOptions } from './design/answer-options.js';
export type { CurveOptions } from './design/curve-options.js';
export type * from './spec/model-spec.js';
export { differentiate } from './analysis/delta-method.js';
export { groupSizes, meanInverseSize, meanSize, sizeRule, type SizePoint } from './structure/group-size-law.js';
export { solveMarginal } from './predictors/marginal.js';
export { covarianceStructure } from './gaussian/response-covariance.js';
export type {
    CovarianceStructure,
    CovarianceStructureLimits,
    StructureComponent,
    StructureEntry,
    StructureRow
} from './gaussian/response-covariance.js';
export { givenComponentInformation, givenCovariance } from './gaussian/given-data.js';
export type { GivenCovariance, GivenDesign, GivenFactor } from './gaussian/given-data.js';
export { blockMembership } from './predictors/blocks.js';
export { weightOf } from './family/families.js';
export type { Weight } from './family/weight.js';
export * from './laws/index.js';
export * from './numeric/special/normal-distribution.js';
export * from './numeric/special/logistic.js';
export type * from './result/design-answers.js';
export { answer, sweep } from './design/answer.js';
export { simulateData, type SimulatedData } from './simulation/simulated-data.js';
export { adjustableKey, adjustables, adjusted, type Adjustable, type Adjustment } from './design/adjustments.js';
export type * from './result/curve-data.js';
export { curve, curves, equalPower } from './design/curves.js';
export { compare, type ComparedParameter, type Comparison } from './analysis/comparison.js';
export { VarianceStore } from './design/design-variances.js';
export { groupLines, type GroupLines } from './simulation/group-lines.js';

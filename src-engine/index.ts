/**
 * The engine as a library: from a model and its design to the precision of every estimate.
 *
 * `analyze` computes, `examine` finds what is wrong without computing. Both take and return plain data and have no side effects.
 */
export { recruited } from './analysis-frame.js';
export { analyze } from './analyze.js';
export { examine } from './examine.js';
export type * from './analysis.js';
export type * from './model-spec.js';
export { differentiate } from './delta-method.js';
export { groupSizes, meanInverseSize, meanSize, sizeRule, type SizePoint } from './group-size-law.js';
export { solveMarginal } from './marginal.js';
export { covarianceStructure } from './gaussian/covariance-structure.js';
export type {
    CovarianceStructure,
    CovarianceStructureLimits,
    StructureComponent,
    StructureEntry,
    StructureRow
} from './gaussian/covariance-structure.js';
export { givenComponentInformation, givenCovariance } from './gaussian/given-data.js';
export type { GivenCovariance, GivenDesign, GivenFactor } from './gaussian/given-data.js';
export { blockMembership } from './blocks.js';
export { weightOf, type Weight } from './weight.js';
export * from './laws/index.js';
export * from './special/normal-distribution.js';
export * from './special/logistic.js';
export type * from './answers.js';
export { answer, sweep } from './answer.js';
export { simulateData, type SimulatedData } from './simulation/simulated-data.js';
export { adjustableKey, adjustables, adjusted, type Adjustable, type Adjustment } from './adjustments.js';
export type * from './curves.js';
export { curve, curves, equalPower } from './goal-curves.js';
export { compare, type ComparedParameter, type Comparison } from './comparison.js';
export { VarianceStore } from './design/design-variances.js';
export { groupLines, type GroupLines } from './simulation/group-lines.js';

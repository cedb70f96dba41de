/**
 * The engine's public interface for the other layers of the project: from a model and its design to the precision of every estimate.
 *
 * Everything takes and returns plain data and has no side effects. Functions do not check models again, because the language has checked them.
 * A model from elsewhere goes through `completeModel` first. The package that others install has its own interface, `library/index.ts`.
 */

// The model.
export type * from './spec/model-spec.js';
export type * from './spec/model-input.js';
export { completeModel } from './input/complete-model.js';

// Variances and what follows from them; `examine` finds mistakes without integrating.
export { analyze } from './analysis/analyze.js';
export { examine } from './analysis/examine.js';
export { compare, type ComparedParameter, type Comparison } from './analysis/comparison.js';
export type * from './result/analysis.js';
export type { ByAccuracy } from './result/by-accuracy.js';
export { isReason, type Reason } from './result/reason.js';

export { KeptInformation } from './exact/kept-information.js';

// Designs: powers, sizes, costs, and how they change with a number of the design.
export { answer, sweep } from './design/answer.js';
export { curve, curves, equalPower } from './design/curves.js';
export { adjustableKey, adjustables, adjusted, type Adjustable, type Adjustment } from './design/adjustments.js';
export { VarianceStore } from './design/variance-store.js';
export { recruited } from './structure/recruited.js';
export type { AnswerOptions } from './design/answer-options.js';
export type { CurveOptions } from './design/curve-options.js';
export type * from './result/design-answers.js';
export type * from './result/curve-data.js';

// Pictures of a model: its covariance matrix, its groups, a data set.
export {
    responseCovariance,
    type ResponseCovariance,
    type ResponseCovarianceLimits,
    type StructureComponent,
    type StructureEntry,
    type StructureRow
} from './gaussian/response-covariance.js';
export { groupLines, type GroupLines } from './simulation/group-lines.js';
export { simulateData, type SimulatedData } from './simulation/simulated-data.js';

/** Models as code for other tools, as LaTeX, and as simulated data. */
export { exportModel, type ExportOptions } from './export-model.js';
export { ExportProblem } from './export-problem.js';
export type { ExportTarget } from './export-target.js';
export { exportTargets, targets } from './targets.js';
export { targetChoices, type TargetChoice } from './target-choices.js';

/** Data into words: lenses, hovers, tables. Pure functions, shared by the server and the command line. */
export { fixedEffectLens, modelLens } from './lens.js';
export type { ModelView, NumbersState } from './model-view.js';
export { reasonText } from './reason-text.js';

/** Data into words: lenses, hovers, tables. Pure functions, shared by the server and the command line. */
export { elementHover } from './hovers/element.js';
export { familyHover, functionHover, keywordHover, lawHover, linkHover } from './hovers/knowledge.js';
export { modelHover } from './hovers/model.js';
export { fixedEffectLens, modelLens } from './lens.js';
export type { ModelView, NumbersState } from './model-view.js';
export { reasonText } from './reason-text.js';

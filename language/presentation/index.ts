/** Data into words: lenses, hovers, tables. Pure functions, shared by the server and the command line. */
export { accuracyHover } from './hovers/accuracy.js';
export { derivedHover } from './hovers/derived.js';
export { dispersionHover } from './hovers/dispersion.js';
export { fixedEffectHover } from './hovers/fixed-effect.js';
export { groupHover } from './hovers/group.js';
export { precisionHover, testHover } from './hovers/hypothesis.js';
export { familyHover, functionHover, keywordHover, lawHover, linkHover } from './hovers/knowledge.js';
export { modelHover } from './hovers/model.js';
export { predictorHover } from './hovers/predictor.js';
export { covarianceParameterHover } from './hovers/random-effect.js';
export { fixedEffectLens, modelLens } from './lens.js';
export type { ModelView, NumbersState } from './model-view.js';
export { reasonText } from './reason-text.js';
export { colourStyle, plainStyle, type TerminalStyle } from './terminal.js';
export { modelText } from './terminal-model.js';

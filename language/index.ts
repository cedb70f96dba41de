export { createGlmmServices, type GlmmExtension, type GlmmServices } from './glmm-module.js';
export type { ElementPlace, Issue, LoweredFile, LoweredModel, Severity, TextPosition, TextRange } from './lowered-model.js';

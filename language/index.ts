export { createGlmmServices, type GlmmExtension, type GlmmServices } from './glmm-module.js';
export type { DataFile, DataFiles } from './data/data-files.js';
export { diagnosticCodes, type DiagnosticCode } from './diagnostic-codes.js';
export { accuracyIssues } from './checks/accuracy.js';
export { examinationOf } from './lowering/examination.js';
export { lowerDocument } from './lowering/file.js';
export { sweepRows, sweptModels, type SweptModel } from './lowering/swept-models.js';
export type { IssueData } from './lowering/report.js';
export type { ElementPlace, Issue, LoweredFile, LoweredModel, Severity, TextPosition, TextRange } from './lowered-model.js';

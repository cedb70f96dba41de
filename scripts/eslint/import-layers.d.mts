import type { Rule } from 'eslint';

export const importLayers: Rule.RuleModule;

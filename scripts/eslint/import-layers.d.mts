import type { Rule } from 'eslint';

export const importLayers: Rule.RuleModule;

/** By layer: what it may import. */
export const layers: Record<string, { below: string[]; packages: string[] | null; node: boolean }>;

/** The floors of the engine, the lowest first. */
export const floors: string[];

/** Whole models to begin with: the designs that people plan most, each with a question that already has an answer. */
import { clusterTrial } from './cluster-trial.js';
import { crossed } from './crossed.js';
import { longitudinal } from './longitudinal.js';
import { rates } from './rates.js';
import { reliability } from './reliability.js';
import { steppedWedge } from './stepped-wedge.js';
import type { Template } from './template.js';
import { threeLevels } from './three-levels.js';

export type { Template } from './template.js';

/** In the order of an editor's list. */
export const templates: readonly Template[] = [clusterTrial, longitudinal, steppedWedge, crossed, rates, threeLevels, reliability];

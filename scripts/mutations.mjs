/** Changes that a test must notice, across all layers. Each is a mistake that a person could make. Used by `scripts/mutate.mjs`. */
import { design } from './mutations/design.mjs';
import { engine } from './mutations/engine.mjs';
import { language } from './mutations/language.mjs';
import { programs } from './mutations/programs.mjs';

export const mutations = [...engine, ...design, ...language, ...programs];

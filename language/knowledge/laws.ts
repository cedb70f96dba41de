/** The laws of random predictors by name: arguments in R's order and parametrisation, formulas, documentation, code. */
import type { Law } from '../../src-engine/spec/model-spec.js';
import { bernoulli } from './laws/bernoulli.js';
import { beta } from './laws/beta.js';
import { binomial } from './laws/binomial.js';
import { categorical } from './laws/categorical.js';
import { discrete } from './laws/discrete.js';
import { empirical } from './laws/empirical.js';
import { exponential } from './laws/exponential.js';
import { gamma } from './laws/gamma.js';
import type { LawKnowledgeOf, LawKnowledge } from './laws/law-knowledge.js';
import { logNormal } from './laws/log-normal.js';
import { mixture } from './laws/mixture.js';
import { mvNormal } from './laws/mv-normal.js';
import { normal } from './laws/normal.js';
import { poisson } from './laws/poisson.js';
import { studentT } from './laws/student-t.js';
import { uniform } from './laws/uniform.js';

export type { LawKnowledge } from './laws/law-knowledge.js';

/** By the kind that a constructor lowers to. */
export const lawKnowledge: Record<Law['law'], LawKnowledge> = {
    normal,
    uniform,
    bernoulli,
    binomial,
    poisson,
    gamma,
    exponential,
    beta,
    logNormal,
    studentT,
    discrete,
    categorical,
    mixture,
    mvNormal,
    empirical
} satisfies { [Name in Law['law']]: LawKnowledgeOf<Name> };

/** By the constructor's name in the language. */
export const laws: ReadonlyMap<string, LawKnowledge> = new Map(Object.values(lawKnowledge).map(law => [law.name, law]));

/** Tolerances and limits of integrals of the information, each with its reason. */

/** The finest level of a rule that is tried before the accuracy is given up. */
export const finestRuleLevel = 10;

/** With more points than this a grid that is quick to make is used. */
export const manyPoints = 300;

/** A weight of one of many points gets a grid only after this many values: on a coarse lattice each value would make a whole stencil of it. */
export const mostDirectReads = 300;

/** A weight that does not fall off, over a normal law many times wider than its bend, is left out beyond this many steps. */
export const mostWeightSteps = 20_000;

/** Products below this are left out: they cannot change a sum. */
export const negligibleProduct = 1e-280;

/** How far below its maximum the log of an integrand is left out. Coarse levels need few digits. */
export const logDropAt = (level: number): number => (level < 0 ? 22 : 40);

/** A column takes part in the combination that another one is known to be if its coefficient is larger: smaller ones are rounding errors. */
export const leastCoefficientOfColumn = 1e-9;

/** If no weight of a folded law is larger, weights and products with them may underflow, and the law is not tilted by them. */
export const leastUsableWeight = 1e-200;

/** Where the linear predictor is farther from 0, weights that fall like e^−|η| are 0 in doubles. */
export const farthestPredictor = 700;

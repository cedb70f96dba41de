/** The width of an interval at the design, and the size that makes it as narrow as the goal. */
import { isFailure } from '../result/failure.js';
import { byAccuracy } from '../result/by-accuracy.js';
import type { PrecisionAnswer } from '../result/design-answers.js';
import type { PrecisionSpec } from '../spec/model-spec.js';
import { type Design } from './design.js';
import { PrecisionGoal } from './precision-goal.js';
import { toldAtDesign } from './told-at-design.js';
import { required, type Surroundings } from './required.js';

export function precisionAnswer(
    design: Design,
    precision: PrecisionSpec,
    surroundings: Surroundings,
    { cautions = true }: { cautions?: boolean } = {}
): PrecisionAnswer {
    const goal = new PrecisionGoal(precision);
    const { told, using, failure, awaitsExact, exactMayDiffer } = toldAtDesign(design, goal);
    const sought = required(design, goal, null, { surroundings, cautions });
    return {
        parameter: precision.text,
        goal: precision.goal,
        level: precision.level,
        using: using ?? sought.using,
        reached: byAccuracy(accuracy => {
            const reached = told[accuracy];
            return isFailure(reached) ? null : reached;
        }),
        failure,
        awaitsExact: awaitsExact || sought.awaitsExact,
        exactMayDiffer,
        required: sought
    };
}

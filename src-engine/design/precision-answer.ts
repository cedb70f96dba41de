/** The width of an interval at the design, and the size that makes it as narrow as the goal. */
import { isFailure } from '../result/failure.js';
import { byAccuracy } from '../result/by-accuracy.js';
import type { PrecisionAnswer } from '../result/design-answers.js';
import type { Accuracy, PrecisionSpec } from '../spec/model-spec.js';
import { type Design } from './design.js';
import { sizesAtAnswer } from './estimates-at-answer.js';
import { PrecisionGoal } from './precision-goal.js';
import { toldAtDesign } from './told-at-design.js';
import { required, type Surroundings } from './required.js';
import { fewness, withT, type Fewness } from './t-reference.js';

export function precisionAnswer(
    design: Design,
    precision: PrecisionSpec,
    surroundings: Surroundings,
    { cautions = true, answersFirst = true }: { cautions?: boolean; answersFirst?: boolean } = {}
): PrecisionAnswer {
    const goal = new PrecisionGoal(precision);
    const { told, using, failure, awaitsExact, exactMayDiffer } = toldAtDesign(design, goal);
    const sought = required(design, goal, null, { surroundings, cautions, answersFirst });
    const effects = goal.effects(design.variances);
    const there = sizesAtAnswer(design, sought);
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
        required: sought,
        units: effects && design.degrees.units(effects, there),
        withT: effects && withTOf(design, precision, using ?? sought.using, fewness(design, effects, sought))
    };
}

function withTOf(design: Design, precision: PrecisionSpec, accuracy: Accuracy | null, few: Fewness): PrecisionAnswer['withT'] {
    const found = withT(design, { goal: new PrecisionGoal(precision, design.degrees), test: null, accuracy, few });
    return found && { df: found.df, reached: found.told, required: found.required };
}

/** The power of a test at the design, and the size that reaches its target power. */
import { isFailure, type Failure } from '../result/failure.js';
import { fewEvents } from '../analysis/few-events.js';
import { byAccuracy } from '../result/by-accuracy.js';
import type { PowerAtAnswer, Required, TestAnswer } from '../result/design-answers.js';
import type { Accuracy, TestSpec } from '../spec/model-spec.js';
import { specAt } from './cautions-at.js';
import { type Design } from './design.js';
import type { DesignVariances } from './design-variances.js';
import { designAtOwnAnswer, estimatesAtAnswer, sizesAtAnswer, type AnsweredDesign } from './estimates-at-answer.js';
import { toldAtDesign } from './told-at-design.js';
import { required, type Surroundings } from './required.js';
import { withSize, type Sizes } from '../structure/sizes.js';
import { fewness, withT, type Fewness } from './t-reference.js';
import { TestGoal } from './test-goal.js';
import { budgetOfSearchedOutcomes } from '../exact/limits.js';
import { digitsOfDegrees, leastFloor, lessVariance, manyObservations, moreVariance } from './limits.js';

/** What is computed besides the power and the size; see `AnswerOptions`. */
interface Also {
    sideBySide?: boolean;
    cautions?: boolean;
    /** Whether a `?` is answered by this test; see `Required.cautions`. */
    answersFirst?: boolean;
}

export function testAnswer(design: Design, test: TestSpec, surroundings: Surroundings, also: Also = {}): TestAnswer {
    const { sizes } = design;
    const goal = new TestGoal(test, design.degrees);
    const { told, using, failure, awaitsExact, exactMayDiffer } = toldAtDesign(design, goal);
    const { cautions: isCautious = true, answersFirst = true } = also;
    const sought = test.power === null ? null : required(design, goal, goal, { surroundings, cautions: isCautious, answersFirst });
    // If a size is asked for, the fields that depend on sizes hold their values at the answer.
    const answer = sought?.asked && sought.using !== null ? sought.value[sought.using] : null;
    const there = sizesAtAnswer(design, sought);
    const solved = answer !== null && sought!.kind === 'effect' ? design.variancesAt(answer) : design.variances;
    const df = test.reference === 'z' ? null : goal.df(solved, there);
    const units = design.degrees.units(goal.effects, there);
    const few = fewness(design, goal.effects, sought);
    const isRandom = design.spec.random.some(({ effects }) => effects.length > 0);
    const enumerated = enumeratedAt(design, goal, sought, answer, there, surroundings);
    const usingThere = answer === null ? using : sought!.using;
    const isSum = usingThere === 'exact' && enumerated !== null && !isFailure(enumerated);
    return {
        name: test.name,
        hypothesis: test.hypothesis,
        alternative: test.alternative,
        alpha: test.alpha,
        reference: test.reference,
        df: toldDegrees(test, df),
        using: using ?? sought?.using ?? null,
        power: byAccuracy(accuracy => number(told[accuracy])),
        powerError: typeof told.exact === 'number' ? goal.errorOfPower(design.variances, sizes) : null,
        failure,
        awaitsExact: awaitsExact || (sought?.awaitsExact ?? false),
        exactMayDiffer,
        required: sought,
        units,
        enumerated,
        fewEvents:
            !isCautious || isSum || (design.quantity.asked && answer === null)
                ? null
                : fewEvents(
                      specAt(answer === null ? design : design.solvedAt(answer)),
                      goal.effects,
                      solved.covarianceOfFixed('refined', there),
                      solved.responses
                  ),
        withT: test.reference === 'z' ? withTOf(design, test, using ?? sought?.using ?? null, few) : null,
        withSatterthwaite:
            also.sideBySide && ((test.reference === 'z' && few.atDesign) || test.reference === 't')
                ? withSatterthwaite(design, test, using ?? sought?.using ?? null, { variances: solved, sizes: there })
                : null,
        atOwnAnswer: sought === null || answersFirst ? null : estimatesAtOwnAnswer(design, goal, sought),
        atAnswer: null,
        floor: floorOf(design, goal, using ?? sought?.using ?? null, there),
        sensitivity:
            surroundings === 'around' && isRandom && using !== null
                ? { smaller: powerAt(design, test, using, lessVariance), larger: powerAt(design, test, using, moreVariance) }
                : null
    };
}

function estimatesAtOwnAnswer(design: Design, goal: TestGoal, sought: Required): TestAnswer['atOwnAnswer'] {
    const own = designAtOwnAnswer(design, sought);
    return own && estimatesAtAnswer(own, goal.positions(own.design.variances));
}

/** The power of a test at the design that answers a `?`. */
export function powerAtAnswer({ design: answered, withoutExact }: AnsweredDesign, test: TestSpec): PowerAtAnswer {
    const design = answered.with(specAt(answered));
    const goal = new TestGoal(test, design.degrees);
    const { told, using, failure, exactMayDiffer } = toldAtDesign(design, goal, withoutExact);
    return {
        df: toldDegrees(test, goal.df(design.variances, design.sizes)),
        using,
        power: byAccuracy(accuracy => number(told[accuracy])),
        failure,
        exactMayDiffer
    };
}

function toldDegrees({ reference }: TestSpec, df: number | null): number | null {
    return reference === 'z' || df === null || !Number.isFinite(df) ? null : reference === 't' ? df : rounded(df);
}

const number = (told: number | Failure | null): number | null => (isFailure(told) ? null : told);

function powerAt(design: Design, test: TestSpec, accuracy: Accuracy, factor: number): number | null {
    const other = design.withVariancesTimes(factor);
    return number(new TestGoal(test, other.degrees).told(other.variances, accuracy, other.sizes));
}

/** At the answer, where the file asks for a number. */
function enumeratedAt(
    design: Design,
    goal: TestGoal,
    sought: TestAnswer['required'],
    answer: number | null,
    there: Sizes,
    surroundings: Surroundings
): TestAnswer['enumerated'] {
    const isLeftOut = design.isLeftOut('exact', goal, () => null);
    if (isLeftOut || !goal.countsOutcomes(design.variances) || (design.quantity.asked && answer === null)) {
        return null;
    }
    const variances = sought?.kind === 'effect' && answer !== null ? design.variancesAt(answer) : design.variances;
    const found = goal.enumerated(variances, there);
    if (isFailure(found)) {
        return found;
    }
    const { wald, likelihoodRatio, error } = found;
    const level = surroundings === 'around' ? goal.enumerated(variances, there, budgetOfSearchedOutcomes, 'null') : null;
    return {
        wald,
        likelihoodRatio,
        error,
        level: level === null || isFailure(level) ? null : { wald: level.wald, likelihoodRatio: level.likelihoodRatio }
    };
}

/** Derivatives by differences have left the other digits. */
const rounded = (df: number): number => Number(df.toPrecision(digitsOfDegrees));

function withSatterthwaite(
    design: Design,
    test: TestSpec,
    accuracy: Accuracy | null,
    { variances, sizes }: { variances: DesignVariances; sizes: Sizes }
): TestAnswer['withSatterthwaite'] {
    const goal = new TestGoal(test, design.degrees, 'satterthwaite');
    const df = accuracy === null ? null : goal.df(variances, sizes);
    return df === null || !Number.isFinite(df) ? null : { df: rounded(df), power: number(goal.told(variances, accuracy!, sizes)) };
}

function withTOf(design: Design, test: TestSpec, accuracy: Accuracy | null, few: Fewness): TestAnswer['withT'] {
    const goal = new TestGoal(test, design.degrees, 't');
    const found = withT(design, { goal, test: goal, accuracy, few });
    return found && { df: found.df, power: found.told, required: found.required };
}

/**
 * The share of the variance in use that stays when every innermost group has ever more observations: two terms without the one over n, which have the
 * variance between the units of every level; the leading term where there are no two terms. Null for the leading term itself, which leaves out what n adds.
 */
function floorOf({ variances, spec }: Design, goal: TestGoal, using: Accuracy | null, sizes: Sizes): number | null {
    if (using === null || using === 'leading' || spec.random.length === 0) {
        return null;
    }
    const now = goal.variance(variances, using, sizes);
    const many = withSize(sizes, 'n', manyObservations);
    const stays = goal.variance(variances, 'twoTerm', many) ?? goal.variance(variances, 'leading', many);
    if (now === null || stays === null) {
        return null;
    }
    const share = Math.min(1, stays / now);
    return share < leastFloor ? 0 : share;
}

import type { AstNode } from 'langium';
import type { ModelContext } from '../lowering/context.js';
import { walk } from '../parsing/walk.js';
import type { Named } from '../scoping/names.js';
import { askedEffectMustBeInTheGoal, askedNumberMustHaveAGoal, oneNumberMustBeAsked } from './asked.js';
import * as balancedPoints from './balanced-points.js';
import type { Check, Checks } from './check.js';
import * as data from './data.js';
import * as design from './design.js';
import * as effectScales from './effect-scales.js';
import { factorShouldBeOfTheRatio } from './factor-of-an-effect.js';
import * as family from './family.js';
import * as fixedEffects from './fixed-effects.js';
import * as goals from './goals.js';
import { nameShouldNotHideAnInteraction } from './interaction-names.js';
import { sumShouldNotMeanEffects } from './sum-of-effects.js';
import { levelMustNotBeReserved, nameMustNotBeReserved, namesMustBeKnown, namesMustBeUnique, sweptNameMustBeClear } from './names.js';
import * as once from './once.js';
import * as predictors from './predictors.js';
import { iccMustHaveAMeaning } from './intraclass-correlation.js';
import * as randomEffects from './random-effects.js';
import { quantitiesMustBeFinite } from './quantities.js';
import * as ratios from './ratios.js';
import { structureMustBeSound, type ExaminedModel } from './structure.js';
import * as sweeps from './sweeps.js';
import { isUnfinished, unfinishedModelNeedsMore } from './unfinished.js';
import { namesShouldBeUsed } from './unused.js';

/** The rules, by the kind of node that they check. */
const checksOfTypes: Checks = {
    Model: [
        nameMustNotBeReserved,
        namesMustBeUnique,
        once.elementsMustStandOnce,
        once.sweepsMustBeTwoAtMost,
        sweeps.sweepsMustHaveFewCombinations,
        predictors.derivedPredictorsMustNotUseThemselves,
        unfinishedModelNeedsMore,
        randomEffects.crossingMustBeKnown,
        design.attritionShouldHaveGroups,
        balancedPoints.sizesMustFitThePoints,
        balancedPoints.sizesWithALawMustHaveNoPoints,
        design.sweptSizeMustHaveNoLaw,
        design.unitsShouldBeMany,
        design.crossedCountsShouldBeSimilar,
        oneNumberMustBeAsked,
        askedNumberMustHaveAGoal,
        askedEffectMustBeInTheGoal
    ],
    Constant: [nameMustNotBeReserved, (constant, context) => context.constants.constant(constant)],
    Family: [family.familyMustBeKnown, family.familyArgumentsMustBeInRange, family.linkMustBeValid],
    Predictor: [predictors.predictorMustHaveAMeaning, predictors.severalNamesMustHaveALaw],
    Level: [levelMustNotBeReserved],
    PredictorName: [nameMustNotBeReserved],
    FixedEffect: [
        nameMustNotBeReserved,
        fixedEffects.fixedEffectMustHaveAMeaning,
        fixedEffects.marginalMustFitTheIntercept,
        effectScales.effectShouldFitTheScale,
        nameShouldNotHideAnInteraction,
        sumShouldNotMeanEffects
    ],
    Call: [ratios.ratioShouldFitTheLink],
    Reference: [ratios.constantShouldFitTheLink],
    Offset: [predictors.offsetMustHaveAMeaning],
    RandomEffects: [
        nameMustNotBeReserved,
        design.observationMustBeCounted,
        randomEffects.nestingMustNotBeCyclic,
        randomEffects.randomEffectsMustBeFixedInAAndStandOnce,
        randomEffects.dependenceMustBeOfTheGroup,
        randomEffects.measuresShouldNotBeMixed
    ],
    RandomEffect: [randomEffects.randomEffectMustBeChosen, randomEffects.varianceMustBePositive, iccMustHaveAMeaning],
    EffectName: [randomEffects.randomEffectMustBeChosen],
    Dependence: [randomEffects.correlationMustBeBelowOne, randomEffects.covarianceMatrixMustFit],
    Design: [once.designEntriesMustStandOnce, design.unitsMustBeCountedOnce],
    Count: [design.unitsMustBeWhole],
    GroupSize: [design.observationsMustBeWhole, design.lawOfSizesMustBeKnown],
    Attrition: [design.attritionMustBeAShare],
    Sweep: [
        sweptNameMustBeClear,
        sweeps.sweptEffectMustBeChosen,
        sweeps.sweepMustHaveValues,
        sweeps.sweptCountsMustBeWhole,
        balancedPoints.sweptCountsMustFitThePoints,
        effectScales.sweptEffectShouldFitTheScale
    ],
    Test: [
        nameMustNotBeReserved,
        once.testOptionsMustStandOnce,
        goals.jointTestMustBeTwoSided,
        goals.testShouldNotBeAtItsNull,
        goals.effectMustPointToTheAlternative,
        goals.powerMustExceedTheLevel
    ],
    ReferenceLaw: [goals.kenwardRogerMustBeGaussian],
    TestNumber: [goals.probabilityMustBeAShare],
    Hypothesis: [goals.hypothesisMustBeLinear, effectScales.nullShouldFitTheScale],
    Precision: [once.precisionOptionsMustStandOnce, goals.precisionMustHaveOneGoal, factorShouldBeOfTheRatio],
    PrecisionOption: [goals.precisionOptionMustBeInRange],
    Cost: [once.costsMustStandOnce],
    Price: [goals.priceMustNotBeNegative],
    Budget: [goals.budgetMustBePositive],
    Derived: [nameMustNotBeReserved, goals.derivedMustHaveAMeaning],
    Data: [nameMustNotBeReserved, data.pathMustBeRelative, data.dataMustBeThere, data.columnsMustStandOnce],
    Simulation: [once.simulationEntriesMustStandOnce],
    SimulationNumber: [data.simulationNumberMustBeWhole],
    SimulationMethod: [data.simulationMethodMustBeKnown]
};

const checks = new Map<string, readonly Check<AstNode>[]>(Object.entries(checksOfTypes) as [string, Check<AstNode>[]][]);

/**
 * Checks a model and adds the issues to its report.
 *
 * @param lowered what the model was lowered to, and what the engine finds in it; null where it has no meaning yet
 * @returns everything that the names in the model refer to
 */
export function checkModel(context: ModelContext, lowered: ExaminedModel | null): ReadonlySet<Named> {
    const { nodes, references } = walk(context.model);
    for (const node of nodes) {
        const ofType = checks.get(node.$type);
        if (ofType) {
            for (const check of ofType) {
                check(node, context);
            }
        }
    }
    const used = namesMustBeKnown(references, context.report, context);
    // What an unfinished model does not use yet may be used later.
    if (!isUnfinished(context)) {
        namesShouldBeUsed(used, context);
    }
    if (lowered) {
        structureMustBeSound(lowered, context);
        fixedEffects.marginalMustBeReachable(lowered.spec, context);
        quantitiesMustBeFinite(lowered.spec, context);
    }
    return used;
}

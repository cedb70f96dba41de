/**
 * Which accuracy is the headline: the number that lenses, hovers, reports and answers show first.
 *
 * It is the accuracy that the file asks for. Where that does not exist, the exact variance replaces it, then the refined one, then two terms, and the
 * leading term last. Where the file asks for none it is the refined variance; for a fixed effect whose refined variance may be more than 5 % off
 * (`reliability/`), for variances of random effects, for powers that are sums over all outcomes, and for a Gaussian response without random effects, the exact one comes first.
 *
 * Some numbers are rough: they stand in where a better one exists but is missing. A leading term is rough unless the file asks for it. So are two terms
 * where the refined form was withheld, because what makes it uncertain makes two terms worse. No size, curve or power follows from a rough number.
 */
import { isLinear } from '../family/families.js';
import { parameterIndex } from '../structure/structure-result.js';
import type { ExactMayDiffer } from '../result/analysis.js';
import type { Reason } from '../result/reason.js';
import type { Accuracy, ModelSpec } from '../spec/model-spec.js';
import { farApart, farByDraws, smallPart } from './limits.js';
import type { ComponentReliability, Reliability } from './reliability/doubt.js';
import { reliabilityOf } from './reliability/reliability.js';
import type { Responses } from './typical-responses.js';

export interface HeadlineChoice {
    using: Accuracy;
    /** Whether the number stands in for a better one, so that no answer follows from it. */
    isRough: boolean;
    /** Whether the exact variance would replace the number, but was not computed. */
    awaitsExact: boolean;
    /** How far the exact variance, which is missing, may be from a refined one in use; null where the refined one is good, or not in use. */
    exactMayDiffer: ExactMayDiffer | null;
}

/** Why an accuracy has no number; null where it has one. */
export type MissingIn = (accuracy: Accuracy) => Reason | null;

/** The variance of a quantity in an accuracy, or a number in proportion to it; null where there is none. */
export type VarianceIn = (accuracy: Accuracy) => number | null;

export class Headline {
    private known: Reliability | undefined;

    /** @param spec with intercepts solved. @param responses of the model, at any sizes */
    constructor(
        private readonly spec: ModelSpec,
        private readonly responses: Responses
    ) {}

    get reliability(): Reliability {
        return (this.known ??= reliabilityOf(this.spec, this.responses));
    }

    /**
     * The accuracies in which a quantity of these parameters may be shown, the best first.
     *
     * @param positions of the parameters
     * @param isEnumerated whether the exact quantity is a sum over all outcomes, while the others hold for many observations only
     */
    order(positions: Iterable<number>, isEnumerated = false): readonly Accuracy[] {
        const { using } = this.spec;
        if (using !== null) {
            return replacements[using];
        }
        if (isEnumerated) {
            return replacements.exact;
        }
        const listed = [...positions];
        if (!this.exactIsFirst(listed)) {
            return replacements.refined;
        }
        const hasComponent = this.spec.random.length > 0 && listed.some(position => this.spec.fixed.length <= position);
        return hasComponent ? ofComponents : replacements.exact;
    }

    /** Null where no accuracy has a number. */
    choose(
        positions: readonly number[],
        missing: MissingIn,
        { isEnumerated = false, varianceIn = () => null }: { isEnumerated?: boolean; varianceIn?: VarianceIn } = {}
    ): HeadlineChoice | null {
        const order = this.order(positions, isEnumerated);
        const using = order.find(accuracy => missing(accuracy) === null);
        if (using === undefined) {
            return null;
        }
        const isRough = this.isRough(using, positions, missing);
        const isBehindExact = order.indexOf('exact') < order.indexOf(using) || isRough;
        return {
            using,
            isRough,
            awaitsExact: isBehindExact && missing('exact')?.code === 'not-computed',
            exactMayDiffer: using === 'refined' && !isRough && missing('exact') !== null ? this.doubtAbout(positions, varianceIn) : null
        };
    }

    private doubtAbout(positions: readonly number[], varianceIn: VarianceIn): ExactMayDiffer | null {
        if (positions.some(position => (this.reliability.doubts[position] ?? null) !== null)) {
            return distance(varianceIn);
        }
        if (this.hangsOnDraws(positions, varianceIn)) {
            return 'some';
        }
        // Refined variances of components are within a fifth of the exact ones, however far their other approximations are.
        return this.hasComponent(positions, 'doubted') ? 'some' : null;
    }

    /**
     * Whether the chance of drawn predictors within a group changes the variance of an effect within groups by much: the refined form has only the first term of it, and weights with heavy
     * tails have further ones. It is the difference to the leading term, where groups of more observations would not matter.
     */
    private hangsOnDraws(positions: readonly number[], varianceIn: VarianceIn): boolean {
        const { fixed, family, predictors, random } = this.spec;
        const isDrawn = predictors.some(predictor => predictor.kind === 'random' && predictor.per === null);
        const areWithin = positions.every(position => fixed[position]?.block === 'B');
        const [refined, leading] = [varianceIn('refined'), varianceIn('leading')];
        if (isLinear(family) || random.length !== 1 || !isDrawn || !areWithin || refined === null || leading === null) {
            return false;
        }
        return Math.abs(Math.log(refined / leading)) > Math.log(farByDraws);
    }

    private exactIsFirst(positions: Iterable<number>): boolean {
        const { fixed, family, random } = this.spec;
        // There the exact variance is the mean over samples of the predictors, and the others are those of many observations.
        if (random.length === 0) {
            return isLinear(family);
        }
        if (isLinear(family)) {
            return false;
        }
        return [...positions].some(position => fixed.length <= position || this.reliability.doubts[position] !== null);
    }

    private isRough(using: Accuracy, positions: readonly number[], missing: MissingIn): boolean {
        const { spec } = this;
        if (using === spec.using || spec.random.every(({ effects }) => effects.length === 0)) {
            return false;
        }
        const areFixed = positions.every(position => position < spec.fixed.length);
        if (using === 'twoTerm') {
            const reason = missing('refined');
            const hasNoRefined = reason?.code === 'no-formula' && (reason.structure === 'crossed' || reason.structure === 'levels');
            return !(areFixed && hasNoRefined);
        }
        if (using === 'refined') {
            return !areFixed && !isLinear(spec.family) && this.hasComponent(positions, 'rough');
        }
        return using === 'leading';
    }

    /** Whether the refined variance of one of these components is so reliable. */
    private hasComponent(positions: readonly number[], wanted: ComponentReliability): boolean {
        const { components } = parameterIndex(this.spec);
        return this.reliability.components.some((found, at) => {
            const { start, parameters } = components[at];
            return found === wanted && positions.some(position => start <= position && position < start + parameters.length);
        });
    }
}

/**
 * How far the exact variance of an effect with a doubt may be. Two terms and the refined form leave out terms of the same order: where they are far apart,
 * these terms are large. A leading term that is a small part of the variance says that the groups tell little about their random effects.
 */
function distance(varianceIn: VarianceIn): ExactMayDiffer {
    const [refined, twoTerm, leading] = [varianceIn('refined'), varianceIn('twoTerm'), varianceIn('leading')];
    if (refined === null) {
        return 'some';
    }
    const areApart = twoTerm !== null && Math.abs(Math.log(twoTerm / refined)) > Math.log(farApart);
    return areApart || (leading !== null && leading < smallPart * refined) ? 'far' : 'some';
}

const behind = (first: Accuracy): readonly Accuracy[] => [...new Set<Accuracy>([first, 'exact', 'refined', 'twoTerm', 'leading'])];

/** Two terms of a variance component can be off by any factor, so they are shown beside others but never stand in for them. */
const ofComponents: readonly Accuracy[] = ['exact', 'refined', 'leading'];

/** In which order an accuracy that does not exist is replaced. */
const replacements: Record<Accuracy, readonly Accuracy[]> = {
    leading: behind('leading'),
    twoTerm: behind('twoTerm'),
    refined: behind('refined'),
    exact: behind('exact')
};

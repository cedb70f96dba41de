/**
 * The refined covariance of the fixed effects for every structure: Cov(β̂) ≈ {E[Xᵀ(W⁻¹ + ZGZᵀ)⁻¹X]}⁻¹, the mean over random effects, drawn predictors and drawn sizes of
 * a whole study. For one grouping factor it is the refined form of `one-factor/refined.ts`; for Gaussian responses (XᵀV⁻¹X)⁻¹.
 *
 * Source: derived for this project; see docs/theory.md, "Every structure".
 */
import type { Matrix } from '../numeric/linear-algebra.js';
import { NotAvailable } from '../result/not-available.js';
import { isReason, type Reason } from '../result/reason.js';
import type { ModelSpec } from '../spec/model-spec.js';
import { sizesOf } from '../structure/group-counts.js';
import type { SizePoint } from '../structure/group-size-law.js';
import type { Sizes } from '../structure/sizes.js';
import { parameterIndex, type JointCovariance } from '../structure/structure-result.js';
import {
    mostDrawnOfComponents,
    mostDrawnOfFixed,
    mostDrawnOfPicture,
    mostDrawnOfPicturedComponents,
    type MostDrawn,
    worstComponentError,
    worstOfPicture,
    worstStudyError
} from './limits.js';
import { meanInformation, type StudyOptions } from './mean-information.js';
import { shrunkModeCovariance } from './shrunk-mode.js';
import { errorsOfMean, type ScrambleMean } from './scramble-means.js';
import { affordableSizes, mostOfCell, type WeightedSizes } from './study-sizes.js';
import { sharesOfEntries } from './vanishing-variances.js';
import { studyPart, type StudyPart } from './study-part.js';
import { studyPlan, type StudyPlan } from './study-plan.js';

/**
 * @param spec its `marginal` has been solved for
 * @returns the fixed effects in the order of the spec; errors are statistical, three standard errors
 * @throws NotAvailable `unknown-value`, `accuracy`, `not-finite`, `stopped`
 */
export function refinedStudy(spec: ModelSpec, options: RefinedStudyOptions): JointCovariance {
    const members = spec.fixed.map((_, i) => i);
    return combined(spec, options, {
        name: 'fixed',
        covarianceOf: (part, law) => ({ members, ...meanInformation(part, law, options) }),
        isJudged: () => true,
        drawn: { told: mostDrawnOfFixed, pictured: mostDrawnOfPicture },
        worst: worstStudyError
    });
}

/**
 * The same with the variance components, by the shrunk mode, and φ of a linear model.
 *
 * @throws NotAvailable as `refinedStudy`; where a Σ is singular or the information of the components is not positive definite
 */
export function refinedComponents(spec: ModelSpec, options: RefinedStudyOptions): JointCovariance {
    const { phi } = parameterIndex(spec);
    return combined(spec, options, {
        name: 'all',
        covarianceOf: (part, law) => shrunkModeCovariance(part, law, phi, options),
        // The fixed effects are there for their covariances with the components.
        isJudged: member => spec.fixed.length <= member,
        drawn: { told: mostDrawnOfComponents, pictured: mostDrawnOfPicturedComponents },
        worst: worstComponentError
    });
}

export interface RefinedStudyOptions extends StudyOptions {
    /** Studies of the same model at other sizes: sizes that are not whole use their neighbours, several times in a search. */
    known?: KnownStudies;
    /** For pictures: lines between studies at few sizes, these among them; see `affordableSizes`. */
    nodes?: Sizes;
}

export type KnownStudies = Map<string, Study>;

/** A study that splits into equal independent parts. */
interface Study {
    parts: number;
    /** Of the estimates from one part. */
    covariance: PartCovariance;
}

/** Of the estimates from one part. */
interface PartCovariance extends ScrambleMean {
    members: number[];
}

/** What is computed of a study. */
interface Wanted {
    /** Tells apart what is kept in `known`. */
    name: 'fixed' | 'all';
    covarianceOf: (part: StudyPart, law: readonly SizePoint[]) => PartCovariance;
    drawn: { told: MostDrawn; pictured: MostDrawn };
    /** Whether an estimate is left out if the error of its variance exceeds `worst`, relative. */
    isJudged: (member: number) => boolean;
    worst: number;
}

/**
 * The covariance at the design's sizes from that at sizes that can be drawn. A scramble draws the same units at all sizes, so its deviations add up.
 *
 * Variances of fixed effects are nearly linear in 1/size. Those of components are nearly squares of what is: 2(σ² + 1/λ)²/m, λ the information of a unit.
 */
function combined(spec: ModelSpec, { known, nodes }: RefinedStudyOptions, wanted: Wanted): JointCovariance {
    const weigh = sharesOfEntries(spec);
    const drawn = nodes ? wanted.drawn.pictured : wanted.drawn.told;
    const isSquare = (member: number): boolean => spec.fixed.length <= member;
    const summands = affordableSizes(spec, drawn, nodes).map(size => {
        const { parts, covariance: ofPart } = studyAt(spec, size, wanted, drawn, known);
        const { members, covariance, deviations } = ofPart;
        const scale = (i: number, j: number): number => weigh({ ...size, share: 1 }, members[i], members[j]) / parts;
        const sds = members.map((_, i) => Math.sqrt(scale(i, i) * covariance[i][i]));
        const linear = members.map((member, i) => (isSquare(member) ? sds[i] : sds[i] ** 2));
        return {
            members,
            linear: linear.map(x => size.share * x),
            correlation: covariance.map((row, i) => row.map((x, j) => (size.share * scale(i, j) * x) / (sds[i] * sds[j]))),
            deviations: deviations.map(each =>
                each.map((deviation, i) => size.share * linear[i] * (isSquare(members[i]) ? deviation / 2 : deviation))
            )
        };
    });
    const [{ members }] = summands;
    const linear = members.map((_, i) => summands.reduce((sum, summand) => sum + summand.linear[i], 0));
    const sds = members.map((member, i) => (isSquare(member) ? linear[i] : Math.sqrt(linear[i])));
    const covariance = members.map((_, i) =>
        members.map((__, j) => sds[i] * sds[j] * summands.reduce((sum, { correlation }) => sum + correlation[i][j], 0))
    );
    const deviations = summands[0].deviations.map((_, s) =>
        members.map(
            (member, i) => summands.reduce((sum, summand) => sum + summand.deviations[s][i], 0) * (isSquare(member) ? 2 * sds[i] : 1)
        )
    );
    const errors = errorsOfMean(deviations);
    const worst = nodes ? worstOfPicture : wanted.worst;
    const isPrecise = (i: number): boolean => sds[i] > 0 && errors[i] < worst * covariance[i][i];
    return estimates(members, covariance, errors, i => !wanted.isJudged(members[i]) || isPrecise(i));
}

/** The study at sizes that can be drawn, and into how many parts it splits. */
function studyAt(
    spec: ModelSpec,
    sizes: WeightedSizes,
    wanted: Wanted,
    drawn: MostDrawn,
    known: KnownStudies = new Map<string, Study>()
): Study {
    const { counts, n } = sizes;
    // A search asks for the same sizes again and again, so nothing is planned before it is looked up.
    const key = JSON.stringify([wanted.name, n, counts]);
    const found = known.get(key);
    if (found) {
        return found;
    }
    const sized = {
        ...spec,
        design: { ...spec.design, counts: Object.entries(counts).map(([group, count]) => ({ group, count })), n }
    };
    const law = sizesOf(sized);
    if (isReason(law)) {
        throw new NotAvailable(law);
    }
    const plan = studyPlan(sized, counts);
    const whole = plan.whole?.random.group;
    const parts = whole === undefined ? 1 : counts[whole];
    const keyOfPart = JSON.stringify([wanted.name, n, Object.entries(counts).filter(([group]) => group !== whole)]);
    const covariance = known.get(keyOfPart)?.covariance ?? wanted.covarianceOf(partOf(plan, counts, parts, drawn), law);
    const study = { parts, covariance };
    known.set(key, study);
    known.set(keyOfPart, study);
    return study;
}

function partOf(plan: StudyPlan, counts: Readonly<Record<string, number>>, parts: number, drawn: MostDrawn): StudyPart {
    const cells = Object.values(counts).reduce((product, count) => product * count, 1) / parts;
    return studyPart(plan, counts, drawn.beyond === 'copies' ? mostOfCell(cells, drawn) : Infinity);
}

/** The estimates that are kept; of the others it is said how precisely their variance is known. @throws NotAvailable where there are none */
function estimates(
    members: readonly number[],
    covariance: Matrix,
    errors: readonly number[],
    isKept: (i: number) => boolean
): JointCovariance {
    const all = members.map((_, i) => i);
    const kept = all.filter(isKept);
    const withheld = all
        .filter(i => !isKept(i))
        .map((i): [number, Reason] => {
            const reached = errors[i] / covariance[i][i];
            return [members[i], { code: 'accuracy', reached: reached >= 0 && reached < Infinity ? reached : null }];
        });
    if (kept.length === 0 && withheld.length > 0) {
        throw new NotAvailable(withheld[0][1]);
    }
    return {
        members: kept.map(i => members[i]),
        covariance: kept.map(i => kept.map(j => covariance[i][j])),
        errors: kept.map(i => errors[i]),
        simulated: false,
        standing: 'derived',
        ...(withheld.length > 0 && { withheld: new Map(withheld) })
    };
}

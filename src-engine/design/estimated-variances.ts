/**
 * What the estimation of the variance components and φ means for tests of fixed effects: Satterthwaite's degrees of freedom, and Kenward and Roger's test.
 *
 * Both need the information M(θ) about β with its derivatives by θ, and the information about θ. Gaussian responses have both from the exact algebra at the design's
 * expected X. For other responses M is that of the refined form (of the leading term or two terms where the file asks for these), and the information about θ
 * is the inverse of the covariance of θ̂ in the same form. What β takes from it is in `inference/reml-information.ts`.
 */
import { inverseSpd } from '../numeric/cholesky.js';
import type { Matrix } from '../numeric/linear-algebra.js';
import { isLinear } from '../family/families.js';
import { closedGaussian } from '../gaussian/gaussian-exact.js';
import { kenwardRoger, type KenwardRoger } from '../inference/kenward-roger.js';
import type { InformationCurve } from '../inference/reml-information.js';
import { satterthwaiteDegrees } from '../inference/satterthwaite.js';
import { attempt, NotAvailable } from '../result/not-available.js';
import { isReason, type Reason } from '../result/reason.js';
import type { Accuracy, ModelSpec, TestSpec } from '../spec/model-spec.js';
import { parameterIndex, type JointCovariance } from '../structure/structure-result.js';
import { refinedComponents } from '../study/refined-study.js';
import { usualBudget } from '../analysis/limits.js';
import { scalingGroup, stepOf, withSize, withSizes, type Sizes } from '../structure/sizes.js';
import { DesignVariances } from './design-variances.js';
import { informationCurve } from './information-curve.js';
import { accuracyOfDifferences, manyUnits, stepOfAlgebra, stepOfRule, stepOfStudies } from './limits.js';

/** The curve of M and the information about θ at some sizes. */
interface Estimation {
    curve: InformationCurve;
    components: Matrix;
}

/** For one set of true values. Results are kept by sizes. */
export class EstimatedVariances {
    private readonly scaling: string | null;
    private readonly known = new Map<string, Estimation | Reason>();
    private readonly moved = new Map<string, DesignVariances>();

    constructor(private readonly variances: DesignVariances) {
        this.scaling = scalingGroup(variances.spec);
    }

    /** Satterthwaite's degrees of freedom; Infinity where no variance is estimated, 0 where there is nothing left to estimate one. */
    satterthwaite(test: TestSpec, sizes: Sizes): number | Reason {
        const found = this.at(sizes);
        if (isReason(found)) {
            return found;
        }
        const df = satterthwaiteDegrees(this.contrasts(test), found.components, found.curve);
        return df >= 0 ? df : { code: 'not-finite', detail: 'the degrees of freedom' };
    }

    /** Null where the design has too few units for it. The response must be Gaussian. */
    kenwardRoger(test: TestSpec, sizes: Sizes): KenwardRoger | null | Reason {
        const found = this.at(sizes);
        return isReason(found) ? found : kenwardRoger(this.contrasts(test), found.components, found.curve);
    }

    private contrasts({ contrasts }: TestSpec): Matrix {
        const { fixed } = this.variances.spec;
        return contrasts.map(({ coefficients }) =>
            fixed.map(({ name }) => coefficients.reduce((sum, { effect, coefficient }) => (effect === name ? sum + coefficient : sum), 0))
        );
    }

    private at(sizes: Sizes): Estimation | Reason {
        const { scaling } = this;
        const missing = Object.entries(sizes.counts).find(([, count]) => count === null)?.[0];
        if (missing !== undefined || sizes.n === null || sizes.n.kind === 'unknown') {
            return { code: 'unknown-value', what: missing ?? 'n' };
        }
        // All information is proportional to the outermost count of a nesting. With many units none of it is withheld.
        const base = scaling === null ? 1 : stepOf(this.variances.spec, scaling) * manyUnits;
        const normal = scaling === null ? sizes : withSize(sizes, scaling, base);
        const key = JSON.stringify(normal);
        let found = this.known.get(key);
        if (!found) {
            found = attempt(() => this.computed(normal));
            this.known.set(key, found);
        }
        return isReason(found) || scaling === null ? found : scaled(found, sizes.counts[scaling]! / base);
    }

    /** @throws NotAvailable */
    private computed(sizes: Sizes): Estimation {
        const { spec, options } = this.variances;
        const there = withSizes(spec, sizes);
        const closed = isLinear(spec.family) && spec.random.length > 0 ? closedGaussian(there, options.shouldStop) : undefined;
        if (closed) {
            const curve = informationCurve(there, moved => (moved === there ? closed : closedGaussian(moved, options.shouldStop)!).fixed, stepOfAlgebra); // prettier-ignore
            return { curve, components: closed.components() };
        }
        const accuracy = this.accuracyAt(sizes);
        const curve = informationCurve(spec, moved => this.fixedCovariance(moved, accuracy, sizes), this.step());
        return { curve, components: this.componentInformation(accuracy, sizes) };
    }

    private step(): number {
        const { random } = this.variances.spec;
        return random.length === 0 ? stepOfAlgebra : random.length === 1 ? stepOfRule : stepOfStudies;
    }

    /** The first accuracy with a variance of every fixed effect. */
    private accuracyAt(sizes: Sizes): Accuracy {
        const { using, random } = this.variances.spec;
        const wanted: readonly Accuracy[] = using === 'leading' || using === 'twoTerm' ? [using] : random.length === 0 ? ['twoTerm'] : ['refined', 'twoTerm', 'leading']; // prettier-ignore
        const spec = this.variances.spec;
        return wanted.find(accuracy => !isReason(attempt(() => this.fixedCovariance(spec, accuracy, sizes)))) ?? wanted[0];
    }

    private fixedCovariance(spec: ModelSpec, accuracy: Accuracy, sizes: Sizes): Matrix {
        const joint = this.variancesOf(spec, 'differences').covarianceOfFixed(accuracy, sizes);
        return partOf(
            joint,
            spec.fixed.map((_, i) => i),
            accuracy
        );
    }

    /** The inverse of the covariance of θ̂. Where the accuracy leaves a parameter out, such as φ of a response that is not Gaussian, two terms or the leading term have it. */
    private componentInformation(accuracy: Accuracy, sizes: Sizes): Matrix {
        const { spec } = this.variances;
        const { count } = parameterIndex(spec);
        const own = this.componentCovariance(accuracy, sizes);
        const positions = Array.from({ length: count - spec.fixed.length }, (_, a) => spec.fixed.length + a);
        const isOwn = (position: number): boolean => !isReason(own) && own.members.includes(position);
        const missing = positions.filter(position => !isOwn(position));
        const others = (['twoTerm', 'leading'] as const)
            .map(other => this.variancesOf(spec, 'components').covariance(other, sizes))
            .find(joint => !isReason(joint) && missing.every(position => joint.members.includes(position)));
        const information: Matrix = positions.map(() => positions.map(() => 0));
        for (const [some, joint] of [
            [positions.filter(isOwn), own],
            [missing, others ?? own]
        ] as const) {
            const inverse = inverted(partOf(joint, some, accuracy));
            some.forEach((a, i) => some.forEach((b, j) => (information[a - spec.fixed.length][b - spec.fixed.length] = inverse[i][j])));
        }
        return information;
    }

    /** Gaussian responses whose random slopes have drawn predictors have an average over these. */
    private componentCovariance(accuracy: Accuracy, sizes: Sizes): JointCovariance | Reason {
        const { spec, options } = this.variances;
        if (accuracy !== 'refined' || !isLinear(spec.family)) {
            return this.variancesOf(spec, 'components').covariance(accuracy, sizes);
        }
        const { shouldStop, seed } = options;
        return attempt(() => refinedComponents(withSizes(spec, sizes), { shouldStop, seed, budget: usualBudget }));
    }

    /** Whole studies are averaged with the effort of pictures: ratios of variances need fewer digits than variances. @param wanted differences share their draws */
    private variancesOf(spec: ModelSpec, wanted: 'differences' | 'components'): DesignVariances {
        const { options } = this.variances;
        const key = JSON.stringify([wanted, spec.family, spec.random]);
        const known = this.moved.get(key);
        if (known) {
            return known;
        }
        const isStudy = spec.random.length > 1 && !isLinear(spec.family);
        const made = new DesignVariances(spec, {
            ...options,
            accuracy: accuracyOfDifferences,
            ...(isStudy && { effort: wanted === 'differences' ? 'differences' : (options.effort ?? 'picture') })
        });
        this.moved.set(key, made);
        return made;
    }
}

const kept = new WeakMap<DesignVariances, EstimatedVariances>();

/** The same for the same variances. */
export function estimatedVariances(variances: DesignVariances): EstimatedVariances {
    const known = kept.get(variances);
    if (known) {
        return known;
    }
    const made = new EstimatedVariances(variances);
    kept.set(variances, made);
    return made;
}

function inverted(covariance: Matrix): Matrix {
    const found = inverseSpd(covariance);
    if (!found.ok) {
        throw new NotAvailable({ code: 'not-finite', detail: 'the information of the variance components' });
    }
    return found.inverse;
}

function partOf(joint: JointCovariance | Reason, positions: readonly number[], accuracy: Accuracy): Matrix {
    if (isReason(joint)) {
        throw new NotAvailable(joint);
    }
    const at = positions.map(position => joint.members.indexOf(position));
    const outside = at.findIndex(i => i < 0);
    if (outside >= 0) {
        const reason = joint.withheld?.get(positions[outside]) ?? joint.others;
        throw new NotAvailable(reason ?? { code: 'no-formula', accuracy, structure: 'variance-components' });
    }
    return at.map(i => at.map(j => joint.covariance[i][j]));
}

function scaled({ curve, components }: Estimation, factor: number): Estimation {
    const times = (matrix: Matrix, by: number): Matrix => matrix.map(row => row.map(x => x * by));
    return {
        curve: {
            covariance: times(curve.covariance, 1 / factor),
            first: curve.first.map(matrix => times(matrix, factor)),
            second: curve.second.map(row => row.map(matrix => times(matrix, factor)))
        },
        components: times(components, factor)
    };
}

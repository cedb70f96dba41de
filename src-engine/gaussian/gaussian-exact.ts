/** The exact covariance of all estimates of a Gaussian model with the identity link at its own design. */
import { isLinear } from '../family/families.js';
import { sigmaOf } from '../structure/covariance/structures.js';
import type { JointCovariance } from '../structure/structure-result.js';
import type { Matrix } from '../numeric/linear-algebra.js';
import type { ModelSpec } from '../spec/model-spec.js';
import { NotAvailable } from '../result/not-available.js';
import type { SizePoint } from '../structure/group-size-law.js';
import { InvalidSpec } from '../spec/term.js';
import { averageOverDraws, type MonteCarlo } from './average-over-draws.js';
import { DrawnTerms } from './drawn-terms.js';
import type { TermPart } from './hoeffding.js';
import { cellSizes, FactorialDesign } from './factorial-design.js';
import { identifiedCovariance, jointCovariance, type BoundedCovariance, type IdentifiedCovariance } from './joint-covariance.js';
import { covarianceOfEffects, orthonormalTerms, type OrthonormalTerms } from './orthonormal-terms.js';
import { mustBeSemidefinite } from './semidefinite.js';
import { Strata } from './strata.js';
import { agreementOfRules, finestRule } from './limits.js';
import { worstError } from '../numeric/limits.js';

export interface GaussianExactOptions {
    shouldStop: () => boolean;
    /** Relative Monte-Carlo standard error to reach, and where the draws start; null: nothing that needs random draws is computed. */
    monteCarlo: MonteCarlo | null;
}

/**
 * The inverse of the expected Fisher information of β, all free entries of every Σ, and φ: XᵀV⁻¹X and ½ tr(V⁻¹V_aV⁻¹V_b), averaged over
 * random predictors, at the design's counts of all groups and n. β̂ is orthogonal to the others.
 *
 * Any number of grouping factors, crossed, nested, or nested in crossed ones. Where V does not depend on drawn predictors (they enter by
 * fixed effects only), by strata: the time does not grow with the counts, and the error is certified. Otherwise (random slopes on drawn
 * predictors; sizes of cells that differ within what V connects; terms that jump where two drawn predictors with densities meet) by
 * averaging over drawn designs. Laws of n: the information averaged over n.
 *
 * `members`: the fixed effects, and those variance components that the design can identify (at one observation in each unit σ² and φ
 * can't be).
 *
 * @throws NotAvailable `not-computed` where it needs random draws and `monteCarlo` is null; `unknown-value` for a count or n that is asked for;
 * `collinear`, `infinite-moment`, `not-finite`, `accuracy`, `stopped`; InvalidSpec for another family or link
 */
export function gaussianExact(spec: ModelSpec, options: GaussianExactOptions): JointCovariance {
    if (!isLinear(spec.family)) {
        throw new InvalidSpec('the exact algebra is for Gaussian models');
    }
    for (const block of spec.random) {
        mustBeSemidefinite(block.group, sigmaOf(block));
    }
    const algebra = algebraOf(spec);
    const { design, sizes, terms } = algebra;
    if (spec.design.n?.kind === 'fixed' && spec.design.n.n < design.observationPoints) {
        throw new NotAvailable({ code: 'invalid', detail: 'n is less than the number of points' });
    }
    if (algebra.isClosed) {
        try {
            return closed(algebra, options.shouldStop);
        } catch (error) {
            if (!(error instanceof NotAvailable && error.reason.code === 'accuracy')) {
                throw error;
            }
        }
    }
    terms.mustHaveMoments();
    if (!options.monteCarlo) {
        throw new NotAvailable({ code: 'not-computed' });
    }
    return averageOverDraws(design, sizes, options.monteCarlo, options.shouldStop);
}

/** Whether `gaussianExact` needs no random draws for this model. @throws as `gaussianExact` where the spec can't be read or something is asked for */
export function isClosedGaussian(spec: ModelSpec): boolean {
    return algebraOf(spec).isClosed;
}

/**
 * The covariance of the variance components and φ alone; undefined where it needs random draws. It takes no integral over drawn predictors.
 *
 * @throws NotAvailable as `gaussianExact`
 */
export function closedGaussianComponents(spec: ModelSpec): JointCovariance | undefined {
    const algebra = algebraOf(spec);
    if (!algebra.isClosed) {
        return undefined;
    }
    const { kept, covariance, relativeError } = algebra.components;
    return {
        members: kept.map(i => spec.fixed.length + i),
        covariance,
        errors: covariance.map((row, i) => row[i] * relativeError),
        simulated: false,
        standing: 'published'
    };
}

/** What the closed algebra knows of a Gaussian model at its own design. */
export interface ClosedGaussian {
    /** The inverse of E XᵀV⁻¹X, in the order of `spec.fixed`. */
    fixed: Matrix;
    /** ½ E tr(V⁻¹V_aV⁻¹V_b) of the free entries of every Σ, and φ. It is singular where the design cannot tell some of them apart. */
    components: () => Matrix;
}

/**
 * The same as `gaussianExact`, as parts for other values of the variances; undefined where it needs random draws.
 *
 * @throws NotAvailable as `gaussianExact`
 */
export function closedGaussian(spec: ModelSpec, shouldStop: () => boolean): ClosedGaussian | undefined {
    const algebra = algebraOf(spec);
    if (!algebra.isClosed) {
        return undefined;
    }
    const { strata, terms } = algebra;
    return {
        fixed: closedEffects(spec, strata, terms, shouldStop).covariance,
        components: () => weighted(strata, at => at.components())
    };
}

/** What the functions of this file need of a model at its design. The refined form and the exact one ask for the same model in turn. */
class ClosedAlgebra {
    readonly design: FactorialDesign;
    readonly sizes: readonly SizePoint[];
    readonly terms: DrawnTerms;
    readonly isClosed: boolean;
    private ownStrata: SizedStrata | undefined;
    private ownComponents: IdentifiedCovariance | undefined;

    constructor(spec: ModelSpec) {
        this.design = new FactorialDesign(spec);
        this.sizes = cellSizes(spec.design.n);
        this.terms = new DrawnTerms(this.design);
        this.isClosed = isClosed(this.design, this.sizes, this.terms);
    }

    get strata(): SizedStrata {
        return (this.ownStrata ??= strataOf(this.design, this.sizes));
    }

    get components(): IdentifiedCovariance {
        return (this.ownComponents ??= closedComponents(this.strata));
    }
}

const algebras = new WeakMap<ModelSpec, ClosedAlgebra>();

/** @throws NotAvailable, InvalidSpec */
function algebraOf(spec: ModelSpec): ClosedAlgebra {
    const known = algebras.get(spec);
    if (known) {
        return known;
    }
    const made = new ClosedAlgebra(spec);
    algebras.set(spec, made);
    return made;
}

/** Whether V is the same for all draws: random effects' terms depend only on points, and sizes differ only between independent blocks of V. */
function isClosed(design: FactorialDesign, sizes: readonly SizePoint[], { jagged }: DrawnTerms): boolean {
    const { spec, groups, analysis, common, observations, everything } = design;
    const drawn = new Set(spec.predictors.flatMap(predictor => (predictor.kind === 'random' ? predictor.names : [])));
    const fixedTerms = groups.every(({ effects }) =>
        effects.every(effect => ![...analysis.basicPredictors(spec.fixed[effect].term)].some(name => drawn.has(name)))
    );
    const separate = (everything & ~common & ~(1 << observations)) === 0;
    return !jagged && fixedTerms && (sizes.length === 1 || separate);
}

function closed({ design, terms, strata, components }: ClosedAlgebra, shouldStop: () => boolean): JointCovariance {
    const fixed = closedEffects(design.spec, strata, terms, shouldStop);
    fixed.relativeError += residualOf(strata);
    return jointCovariance(design.spec, fixed, components, null);
}

type SizedStrata = readonly { probability: number; strata: Strata }[];

const strataOf = (design: FactorialDesign, sizes: readonly SizePoint[]): SizedStrata =>
    sizes.map(size => ({ probability: size.probability, strata: new Strata(design, size.n) }));

function closedEffects(spec: ModelSpec, strata: SizedStrata, terms: DrawnTerms, shouldStop: () => boolean): BoundedCovariance {
    const names = spec.fixed.map(effect => effect.name);
    const stop = (): void => {
        if (shouldStop()) {
            throw new NotAvailable({ code: 'stopped' });
        }
    };
    const fixedAt = (fineness: number): BoundedCovariance => {
        const { parts, upper } = orthonormalParts(terms.parts(fineness), names);
        const information = weighted(strata, s => {
            stop();
            return s.fixedEffects(parts);
        });
        return covarianceOfEffects(information, upper, names);
    };
    let fixed = fixedAt(0);
    if (!terms.exact) {
        let difference = Infinity;
        for (let fineness = 1; agreementOfRules < difference && fineness <= finestRule; fineness++) {
            const finer = fixedAt(fineness);
            difference = Math.max(...finer.covariance.map((row, i) => Math.abs(row[i] / fixed.covariance[i][i] - 1)));
            fixed = finer;
        }
        // The finer of two rules is far closer to the limit than the two are to each other. Errors that both rules share do not show.
        if (!(difference < worstError)) {
            throw new NotAvailable({ code: 'accuracy', reached: Number.isFinite(difference) ? difference : null });
        }
        fixed.relativeError += difference;
    }
    stop();
    return fixed;
}

function closedComponents(strata: SizedStrata): IdentifiedCovariance {
    const own = identifiedCovariance(weighted(strata, at => at.components()));
    own.relativeError += residualOf(strata);
    return own;
}

/** What rounding leaves of the strata. */
function residualOf(strata: SizedStrata): number {
    return 4 * Math.max(...strata.map(({ strata: at }) => at.residual));
}

function weighted(strata: SizedStrata, information: (strata: Strata) => Matrix): Matrix {
    let sum: Matrix | undefined;
    for (const { probability, strata: at } of strata) {
        const own = information(at);
        sum = own.map((row, i) => row.map((x, j) => probability * x + (sum ? sum[i][j] : 0)));
    }
    return sum!;
}

/** The parts with their columns made orthonormal as a whole. */
function orthonormalParts(parts: readonly TermPart[], names: readonly string[]): { parts: TermPart[]; upper: OrthonormalTerms['upper'] } {
    const lengths = parts.map(part => part.values[0]?.length ?? 0);
    const total = lengths.reduce((sum, length) => sum + length, 0);
    const stacked = names.map((_, j) => {
        const column = new Float64Array(total);
        let at = 0;
        parts.forEach((part, k) => {
            column.set(part.values[j], at);
            at += lengths[k];
        });
        return column;
    });
    const { columns, upper } = orthonormalTerms(stacked, names);
    let at = 0;
    return {
        upper,
        parts: parts.map((part, k) => {
            const from = at;
            at += lengths[k];
            return { ...part, values: columns.map(column => column.subarray(from, at)) };
        })
    };
}

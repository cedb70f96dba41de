/**
 * A Gaussian linear model without random effects, averaged over the sampling of its predictors: the mean of φ(XᵀX)⁻¹, and the law of the noncentrality of a
 * test. Given X, estimates and tests of such a model are exact, so what follows from these is exact at any number of observations.
 */
import { inverseSpd } from '../../numeric/cholesky.js';
import { multiply, multiplyVector, quadraticForm, transpose, type Matrix } from '../../numeric/linear-algebra.js';
import { NotAvailable } from '../../result/not-available.js';
import type { ModelSpec } from '../../spec/model-spec.js';
import { crossProducts, type CrossProducts } from './cross-products.js';
import type { DrawOptions } from './drawn-rows.js';
import { leastForMean } from './finite-mean.js';
import { betaMixtureRule, chiSquaredRule, type NoncentralityLaw, type PositiveRule } from './noncentrality-law.js';
import { SampledPredictors, type StandardTerms } from './sampled-predictors.js';
import { standardTerms } from './standard-terms.js';
import { batchesOfDraws, mostKeptSizes, roundedMean, worstSamplingError } from './limits.js';

export interface MeanCovariance {
    /** E (XᵀX)⁻¹. */
    inverse: Matrix;
    /** The Monte-Carlo standard error of each diagonal entry; rounding where nothing was drawn. */
    errors: number[];
    simulated: boolean;
}

export class PredictorSampling {
    private readonly predictors: SampledPredictors;
    private readonly apart: StandardTerms;
    private together: StandardTerms | undefined;
    private readonly known = new Map<string, CrossProducts>();
    private readonly size: number;
    private least: number | null | undefined;

    /**
     * @param inverseMoments (E ttᵀ)⁻¹ of the fixed effects' terms t
     * @throws NotAvailable, InvalidSpec for terms and laws that can't be read
     */
    constructor(
        spec: ModelSpec,
        private readonly inverseMoments: Matrix
    ) {
        this.predictors = new SampledPredictors(spec);
        this.size = spec.fixed.length;
        this.apart = standardTerms(this.predictors, inverseMoments, true);
    }

    /** Whether X is the same in every study. */
    get isFixed(): boolean {
        return this.predictors.sources.length === 0;
    }

    /**
     * E (XᵀX)⁻¹, over the designs in which it exists.
     *
     * @throws NotAvailable `infinite-over-samples` where it is infinite, `accuracy` where too few draws decide it
     */
    meanInverse(n: number, options: DrawOptions): MeanCovariance {
        const { size: p, apart } = this;
        const { transform, drawn: d } = apart;
        const k = p - d;
        const least = (this.least === undefined ? (this.least = leastForMean(this.predictors, apart)) : this.least) ?? null;
        if (least === null || n < least) {
            throw new NotAvailable({ code: 'infinite-over-samples', least });
        }
        const products = this.productsAt(n, apart, options);
        const { mean, errors } = meanOf(products, n);
        const share = k === 0 ? 0 : 1 / (n - p - 1);
        const standard = transform.map((_, i) =>
            transform.map((__, j) => (i < d && j < d ? mean[i][j] * (1 + k * share) : i === j && d <= i ? share : 0))
        );
        const inverse = multiply(multiply(transpose(transform), standard), transform);
        const own = transform.slice(0, d);
        const spread = inverse.map((_, b) => {
            const column = own.map(row => row[b]);
            const forms = errors.map(batch => quadraticForm(batch, column) * (1 + k * share));
            return products.isDrawn ? standardError(forms) : 0;
        });
        const worst = Math.max(...spread.map((x, i) => x / inverse[i][i]));
        if (!(worst <= worstSamplingError)) {
            throw new NotAvailable({ code: 'accuracy', reached: Number.isFinite(worst) ? worst : null });
        }
        return { inverse, errors: spread.map((x, i) => Math.max(x, 1e-13 * inverse[i][i])), simulated: products.isDrawn };
    }

    /** @param contrasts the coefficients of each contrast. @param deltas its distance from the hypothesis, over √φ. @throws NotAvailable */
    noncentrality(contrasts: Matrix, deltas: readonly number[], n: number, options: DrawOptions): NoncentralityLaw {
        const r = contrasts.length;
        const { drawn: d, transform } = this.apart;
        const k = this.size - d;
        const lambdas = contrasts.map(l => multiplyVector(transform, l));
        const scale = Math.max(...lambdas.flat().map(Math.abs));
        const hasDrawn = lambdas.some(lambda => lambda.slice(0, d).some(x => 1e-12 * scale < Math.abs(x)));
        if (k > 0 && !hasDrawn) {
            const normal = lambdas.map(lambda => lambda.slice(d));
            const ratio = solvedForm(
                normal.map(a => normal.map(b => a.reduce((sum, x, i) => sum + x * b[i], 0))),
                deltas
            );
            return this.possible(n, options, fromRule(chiSquaredRule(n - this.size + r), ratio));
        }
        if (k > 0 && r > 1) {
            const together = (this.together ??= standardTerms(this.predictors, this.inverseMoments, false));
            return this.overDesigns(together, contrasts.map(l => multiplyVector(together.transform, l)), deltas, n, options); // prettier-ignore
        }
        return this.overDesigns(this.apart, lambdas, deltas, n, options);
    }

    private productsAt(n: number, terms: StandardTerms, options: DrawOptions): CrossProducts {
        const key = `${n} ${terms === this.apart} ${options.seed}`;
        const found = this.known.get(key);
        if (found) {
            return found;
        }
        const made = crossProducts(this.predictors, terms, n, options);
        if (mostKeptSizes <= this.known.size) {
            this.known.delete(this.known.keys().next().value!);
        }
        this.known.set(key, made);
        return made;
    }

    /** A law that does not depend on D, less the designs in which D is singular. */
    private possible(n: number, options: DrawOptions, law: NoncentralityLaw): NoncentralityLaw {
        const { weights, isSingular } = this.productsAt(n, this.apart, options);
        const share = weights.reduce((sum, weight, at) => sum + (isSingular[at] ? 0 : weight), 0);
        return { ...law, weights: law.weights.map(x => x * share), coarse: law.coarse?.map(x => x * share) ?? null };
    }

    private overDesigns(
        terms: StandardTerms,
        lambdas: Matrix,
        deltas: readonly number[],
        n: number,
        options: DrawOptions
    ): NoncentralityLaw {
        // prettier-ignore
        const products = this.productsAt(n, terms, options);
        const { size: d, weights, isSingular, isDrawn, inverses } = products;
        const k = this.size - d;
        const own = lambdas.map(lambda => lambda.slice(0, d));
        const normal = k === 0 ? 0 : lambdas[0].slice(d).reduce((sum, x) => sum + x * x, 0);
        const rules = new RulesByMean((n - this.size + 1) / 2, k / 2);
        const squares: number[] = [];
        const all: number[] = [];
        const coarse: number[] = [];
        const of: number[] = [];
        const form = (at: number): Matrix => own.map(a => own.map(b => bilinear(inverses, at * d * d, a, b)));
        for (let at = 0; at < weights.length; at++) {
            if (isSingular[at]) {
                continue;
            }
            const covariance = form(at);
            const square = solvedForm(covariance, deltas);
            const rule = k === 0 ? null : rules.at(normal / (2 * covariance[0][0]), isDrawn);
            for (let point = 0; point < (rule?.points.length ?? 1); point++) {
                squares.push(square * (rule?.points[point] ?? 1));
                all.push(weights[at] * (rule?.weights[point] ?? 1));
                coarse.push(weights[at] * (rule?.coarse[point] ?? 1));
                of.push(at);
            }
        }
        return {
            squares: Float64Array.from(squares),
            weights: Float64Array.from(all),
            coarse: k === 0 ? null : Float64Array.from(coarse),
            draws: isDrawn ? { of: Int32Array.from(of), control: controlOf(products, own, deltas, n) } : null
        };
    }
}

/** Rules for the same two numbers and many means. */
class RulesByMean {
    private readonly known = new Map<number, PositiveRule>();

    constructor(
        private readonly a: number,
        private readonly b: number
    ) {}

    at(mean: number, isRounded: boolean): PositiveRule {
        const used = isRounded && mean > 0 ? Math.exp(Math.round(Math.log(mean) / roundedMean) * roundedMean) : mean;
        const known = this.known.get(used);
        if (known) {
            return known;
        }
        const made = betaMixtureRule(this.a, this.b, used);
        this.known.set(used, made);
        return made;
    }
}

function fromRule({ points, weights, coarse }: PositiveRule, ratio: number): NoncentralityLaw {
    return {
        squares: Float64Array.from(points, x => x * ratio),
        weights: Float64Array.from(weights),
        coarse: Float64Array.from(coarse),
        draws: null
    };
}

/** δᵀQ⁻¹δ. */
function solvedForm(q: Matrix, deltas: readonly number[]): number {
    if (q.length === 1) {
        return deltas[0] ** 2 / q[0][0];
    }
    const inverse = inverseSpd(q);
    return inverse.ok ? quadraticForm(inverse.inverse, [...deltas]) : NaN;
}

function bilinear(matrix: Float64Array, start: number, a: readonly number[], b: readonly number[]): number {
    let sum = 0;
    for (let i = 0; i < a.length; i++) {
        for (let j = 0; j < b.length; j++) {
            sum += a[i] * b[j] * matrix[start + i * a.length + j];
        }
    }
    return sum;
}

/** The first-order change of the noncentrality with DᵀD/n − I, whose mean is 0: uᵀ(DᵀD/n − I)u, u = L(LᵀL)⁻¹δ in the standard terms. */
function controlOf({ size: d, weights, products }: CrossProducts, own: Matrix, deltas: readonly number[], n: number): Float64Array {
    const inverse = inverseSpd(own.map(a => own.map(b => a.reduce((sum, x, i) => sum + x * b[i], 0))));
    const solved = inverse.ok ? multiplyVector(inverse.inverse, deltas) : deltas.map(() => 0);
    const u = Array.from({ length: d }, (_, i) => own.reduce((sum, lambda, c) => sum + lambda[i] * solved[c], 0));
    const length = u.reduce((sum, x) => sum + x * x, 0);
    return Float64Array.from(weights, (_, at) => bilinear(products, at * d * d, u, u) / n - length);
}

/** The mean of (DᵀD)⁻¹ over designs in which it exists. Drawn ones are corrected by n⁻¹(DᵀD/n − I), whose mean is 0. */
function meanOf(
    { size: d, weights, products, inverses, isSingular, isDrawn }: CrossProducts,
    n: number
): { mean: Matrix; errors: Matrix[] } {
    const zero = (): Matrix => Array.from({ length: d }, () => new Array<number>(d).fill(0));
    const batches = Array.from({ length: isDrawn ? batchesOfDraws : 1 }, () => ({ sum: zero(), weight: 0 }));
    for (let at = 0; at < weights.length; at++) {
        if (isSingular[at]) {
            continue;
        }
        const batch = batches[at % batches.length];
        batch.weight += weights[at];
        for (let i = 0; i < d; i++) {
            for (let j = 0; j < d; j++) {
                const place = at * d * d + i * d + j;
                const control = isDrawn ? (products[place] / n - (i === j ? 1 : 0)) / n : 0;
                batch.sum[i][j] += weights[at] * (inverses[place] + control);
            }
        }
    }
    const means = batches.map(({ sum, weight }) => sum.map(row => row.map(x => x / weight)));
    const total = batches.reduce((sum, { weight }) => sum + weight, 0);
    const mean = zero().map((row, i) => row.map((_, j) => batches.reduce((sum, batch) => sum + batch.sum[i][j], 0) / total));
    return { mean, errors: means };
}

function standardError(values: readonly number[]): number {
    const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
    return Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (values.length - 1) / values.length);
}

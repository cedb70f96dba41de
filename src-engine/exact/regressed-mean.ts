/**
 * The mean of some columns, made more precise by columns with known mean 0 (control variates): the part that is linear in these is subtracted.
 *
 * The coefficients for one fold of the rows come from the other folds, so they are independent of the rows. Then there is no
 * bias of order 1/N, and the residuals give the whole error, also if rows have heavy tails.
 */
import { multiplyVector, symmetrise, type Matrix } from '../numeric/linear-algebra.js';
import { cholesky, solveCholesky } from '../numeric/cholesky.js';
import { NotAvailable } from '../result/not-available.js';
import { foldsOfRegression, ridgeOfRegression } from './limits.js';

/** Count, sums and products of the rows of a fold. */
interface Moments {
    count: number;
    sums: Float64Array;
    /** Lower triangle, row by row in full rows. */
    products: Float64Array;
}

export class RegressedMean {
    readonly width: number;
    count = 0;
    /** Multiplications so far. */
    work = 0;
    private readonly folds: Moments[];

    /** @param responses the number of columns whose mean is wanted, which come first @param controls those of mean 0 */
    constructor(
        private readonly responses: number,
        private readonly controls: number
    ) {
        this.width = responses + controls;
        this.folds = Array.from({ length: foldsOfRegression }, () => this.empty());
    }

    private empty(): Moments {
        return { count: 0, sums: new Float64Array(this.width), products: new Float64Array(this.width * this.width) };
    }

    /** Multiplications of `count` rows and one mean. */
    workOf(count: number): number {
        return (count * this.width ** 2) / 2 + this.workOfMean;
    }

    private get workOfMean(): number {
        const { responses, controls, width } = this;
        return foldsOfRegression * (responses ** 2 * controls + responses * controls ** 2 + controls ** 3 / 6 + width ** 2);
    }

    add(row: Float64Array): void {
        const { width } = this;
        const fold = this.folds[this.count++ % foldsOfRegression];
        const { sums, products } = fold;
        fold.count++;
        this.work += (width * width) / 2;
        for (let i = 0; i < width; i++) {
            const x = row[i];
            sums[i] += x;
            const start = i * width;
            for (let j = 0; j <= i; j++) {
                products[start + j] += x * row[j];
            }
        }
    }

    /** The mean and its covariance. @throws NotAvailable where a row was not finite */
    regressed(): { mean: number[]; covariance: Matrix } {
        const { folds, responses, count } = this;
        this.work += this.workOfMean;
        const total = this.empty();
        for (const fold of folds) {
            addMoments(total, fold, 1);
        }
        const mean = new Array<number>(responses).fill(0);
        const covariance = mean.map(() => new Array<number>(responses).fill(0));
        for (const fold of folds) {
            const others = this.empty();
            addMoments(others, total, 1);
            addMoments(others, fold, -1);
            const coefficients = this.coefficients(others);
            const { sums, products } = fold;
            const own = coefficients.map((row, i) => row.reduce((sum, b, c) => sum - b * sums[responses + c], sums[i]) / fold.count);
            own.forEach((value, i) => (mean[i] += (value * fold.count) / count));
            this.addResiduals(covariance, coefficients, own, fold.count, products);
        }
        const freedom = Math.max(1, count - this.controls - foldsOfRegression);
        return { mean, covariance: symmetrise(covariance.map(row => row.map(x => x / freedom / count))) };
    }

    /** The coefficients of each response on the controls, by ridge regression. */
    private coefficients({ count, sums, products }: Moments): number[][] {
        const { width, responses, controls } = this;
        const centred = (i: number, j: number): number =>
            (i < j ? products[j * width + i] : products[i * width + j]) - (sums[i] * sums[j]) / count;
        const spread = Array.from({ length: controls }, (_, c) => Math.sqrt(Math.max(centred(responses + c, responses + c), 0)));
        const used = spread.flatMap((s, c) => (s > 0 ? [c] : []));
        const correlation = used.map(c =>
            used.map(e => (c === e ? 1 + ridgeOfRegression : centred(responses + c, responses + e) / (spread[c] * spread[e])))
        );
        const factor = cholesky(correlation);
        if (!factor.ok) {
            throw new NotAvailable({ code: 'not-finite', detail: 'the information of a simulated group' });
        }
        return Array.from({ length: responses }, (_, i) => {
            const solution = solveCholesky(
                factor.lower,
                used.map(c => centred(i, responses + c) / spread[c])
            );
            const row = new Array<number>(controls).fill(0);
            used.forEach((c, at) => (row[c] = solution[at] / spread[c]));
            return row;
        });
    }

    /** Adds Σ r rᵀ over a fold, r the residuals of its rows about their own mean. */
    private addResiduals(into: Matrix, coefficients: number[][], mean: number[], count: number, products: Float64Array): void {
        const { width, responses, controls } = this;
        const product = (i: number, j: number): number => (i < j ? products[j * width + i] : products[i * width + j]);
        const between = Array.from({ length: controls }, (_, c) =>
            Array.from({ length: controls }, (_, e) => product(responses + c, responses + e))
        );
        // B C'C, and B C'Y: R'R = Y'Y − Y'C Bᵀ − B C'Y + B C'C Bᵀ.
        const fitted = coefficients.map(row => multiplyVector(between, row));
        for (let i = 0; i < responses; i++) {
            for (let j = 0; j < responses; j++) {
                let sum = product(i, j) - count * mean[i] * mean[j];
                const [a, b] = [coefficients[i], coefficients[j]];
                for (let c = 0; c < controls; c++) {
                    sum += a[c] * (fitted[j][c] - product(j, responses + c)) - b[c] * product(i, responses + c);
                }
                into[i][j] += sum;
            }
        }
    }
}

function addMoments(into: Moments, { count, sums, products }: Moments, sign: number): void {
    into.count += sign * count;
    for (let i = 0; i < sums.length; i++) {
        into.sums[i] += sign * sums[i];
    }
    for (let i = 0; i < products.length; i++) {
        into.products[i] += sign * products[i];
    }
}

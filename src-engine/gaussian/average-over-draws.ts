/** The information of a Gaussian model averaged over drawn designs, with its Monte-Carlo error. */
import { blockCovariance } from '../structure/covariance/structures.js';
import { SeededGenerator } from '../laws/seeded-generator.js';
import type { JointCovariance } from '../structure/structure-result.js';
import { identity, quadraticForm, type Matrix } from '../numeric/linear-algebra.js';
import type { SizePoint } from '../structure/group-size-law.js';
import { NotAvailable } from '../result/not-available.js';
import { componentInformation } from './component-information.js';
import { DrawnDesign } from './drawn-design.js';
import type { FactorialDesign } from './factorial-design.js';
import { identifiedCovariance, jointCovariance } from './joint-covariance.js';
import { covarianceOfEffects } from './orthonormal-terms.js';
import { RowCovariance } from './row-covariance.js';
import { mostBatches, fewestBatches, fewestDrawnRows, mostRowsOfAllDraws } from './limits.js';

export interface MonteCarlo {
    /** The Monte-Carlo standard error to reach, relative to each variance. */
    relativeError: number;
    seed: number;
}

/** XᵀV⁻¹X and ½ tr(V⁻¹V_aV⁻¹V_b), averaged over the same number of draws. */
interface Batch {
    fixed: Matrix;
    components: Matrix;
}

/**
 * The inverse of the mean information. The standard error of a variance is that of the mean of c_jᵀ I_b c_j over batches b, c_j the
 * column of the covariance (the delta method through the inverse); draws go on until it is small enough, or for 2·10⁸ rows.
 *
 * @throws NotAvailable where one design is too large to be drawn (`accuracy`), or its information is singular
 */
export function averageOverDraws(
    design: FactorialDesign,
    sizes: readonly SizePoint[],
    { relativeError, seed }: MonteCarlo,
    shouldStop: () => boolean
): JointCovariance {
    const { spec } = design;
    const names = spec.fixed.map(effect => effect.name);
    const drawn = new DrawnDesign(design, sizes, new SeededGenerator(seed));
    const derivatives = spec.random.map(random => blockCovariance(random).parameters.map(({ derivative }) => derivative));
    let batches: Batch[] = [];
    let size = 1;
    let rows = 0;
    for (;;) {
        const batch: Batch[] = [];
        for (let draw = 0; draw < size; draw++) {
            if (shouldStop()) {
                throw new NotAvailable({ code: 'stopped' });
            }
            const rowsOf = drawn.draw();
            const covariance = new RowCovariance(rowsOf.rows, rowsOf.factors, spec.family.phi);
            batch.push({
                fixed: covariance.information(rowsOf.columns),
                components: componentInformation(covariance, rowsOf.factors, derivatives)
            });
            rows += rowsOf.rows;
        }
        batches.push(mean(batch));
        if (batches.length === mostBatches) {
            batches = batches.flatMap((_, b) => (b % 2 === 0 ? [mean([batches[b], batches[b + 1]])] : []));
            size *= 2;
        }
        if (
            rows < fewestDrawnRows ||
            batches.length < fewestBatches ||
            (batches.length % fewestBatches !== 0 && rows < mostRowsOfAllDraws)
        ) {
            continue;
        }
        const total = mean(batches);
        const fixed = covarianceOfEffects(scaledBy(total.fixed, drawn.copies), identity(names.length), names);
        const components = identifiedCovariance(scaledBy(total.components, drawn.copies));
        const errors = [
            ...fixed.covariance.map(column => standardError(batches.map(b => scaledBy(b.fixed, drawn.copies)), column)), // prettier-ignore
            ...components.covariance.map(column =>
                standardError(
                    batches.map(b => components.kept.map(i => components.kept.map(j => drawn.copies * b.components[i][j]))),
                    column
                )
            )
        ];
        const joint = jointCovariance(spec, fixed, components, errors);
        if (joint.errors.every((error, i) => error <= relativeError * joint.covariance[i][i]) || mostRowsOfAllDraws <= rows) {
            return joint;
        }
    }
}

function mean(batches: readonly Batch[]): Batch {
    const average = (of: (batch: Batch) => Matrix): Matrix =>
        of(batches[0]).map((row, i) => row.map((_, j) => batches.reduce((sum, batch) => sum + of(batch)[i][j], 0) / batches.length));
    return { fixed: average(batch => batch.fixed), components: average(batch => batch.components) };
}

function scaledBy(a: Matrix, factor: number): Matrix {
    return a.map(row => row.map(x => factor * x));
}

/** The standard error of the mean of cᵀ I_b c over batches. */
function standardError(informations: readonly Matrix[], column: readonly number[]): number {
    const forms = informations.map(information => quadraticForm(information, column));
    const average = forms.reduce((sum, x) => sum + x, 0) / forms.length;
    const squares = forms.reduce((sum, x) => sum + (x - average) ** 2, 0);
    return Math.sqrt(squares / (forms.length - 1) / forms.length);
}

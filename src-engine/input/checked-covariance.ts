/** The covariance of random effects in an input: a plain matrix, or one of the structures. */
import type { CovarianceSpec } from '../spec/model-spec.js';
import { InvalidInput, isList, type CheckedValue } from './checked-value.js';
import { largestVariance, mostAsymmetry, smallestVariance } from './limits.js';

type Structure = CovarianceSpec['structure'];

/** By structure: its properties, read for d effects. */
const structures: { [S in Structure]: (input: CheckedValue, d: number) => Extract<CovarianceSpec, { structure: S }> } = {
    unstructured: (input, d) => ({
        structure: 'unstructured',
        matrix: covarianceMatrix(input.fields(['structure', 'matrix'])('matrix'), d)
    }),
    diagonal: (input, d) => {
        const variances = input.fields(['structure', 'variances'])('variances');
        const items = variances.list();
        if (items.length !== d) {
            throw new InvalidInput(variances.path, `must have a variance for each of the ${d} effects; it has ${items.length}`);
        }
        return { structure: 'diagonal', variances: items.map(variance) };
    },
    partlyNamed: (input, d) => {
        const at = input.fields(['structure', 'matrix', 'pairs']);
        const matrix = covarianceMatrix(at('matrix'), d);
        const pairs = namedPairs(at('pairs'), d);
        mustBeZeroElsewhere(at('matrix'), matrix, pairs);
        return { structure: 'partlyNamed', matrix, pairs };
    }
};

/** In a plain matrix, every covariance is a parameter. */
export function checkedCovariance(input: CheckedValue, d: number): CovarianceSpec {
    if (isList(input.value)) {
        return { structure: 'unstructured', matrix: covarianceMatrix(input, d) };
    }
    const { value } = input;
    if (typeof value !== 'object' || value === null) {
        input.mustBe('a matrix or an object with a structure');
    }
    const structure = input.fields(['structure', 'matrix', 'variances', 'pairs'])('structure');
    return structures[structure.oneOf(Object.keys(structures) as Structure[])](input, d);
}

function variance(input: CheckedValue): number {
    return input.number(
        value => value >= smallestVariance && value <= largestVariance,
        'a variance: a number greater than 0, from 1e-150 to 1e150'
    );
}

function covarianceMatrix(input: CheckedValue, d: number): number[][] {
    const rows = input.list().map(row => row.list());
    const wrong = rows.find(row => row.length !== d);
    if (rows.length !== d || wrong) {
        const entries = wrong ? `, one of them with ${wrong.length} entries` : '';
        throw new InvalidInput(
            input.path,
            `must have a row and a column for each of the ${d} effects; it has ${rows.length} rows${entries}`
        );
    }
    const matrix = rows.map((row, i) => row.map((entry, j) => (i === j ? variance(entry) : entry.number())));
    matrix.forEach((row, i) =>
        row.slice(0, i).forEach((entry, j) => {
            if (Math.abs(entry - matrix[j][i]) > mostAsymmetry * Math.sqrt(row[i]) * Math.sqrt(matrix[j][j])) {
                throw new InvalidInput(input.path, `must be symmetric; [${i}][${j}] is ${entry} and [${j}][${i}] is ${matrix[j][i]}`);
            }
        })
    );
    return matrix.map((row, i) => row.map((entry, j) => (entry === matrix[j][i] ? entry : (entry + matrix[j][i]) / 2)));
}

/** Pairs (i, j), i > j, of positions of effects, each once. */
function namedPairs(input: CheckedValue, d: number): [number, number][] {
    const pairs = input.list().map((pair): [number, number] => {
        const [row, column, ...rest] = pair.list();
        if (!row || !column || rest.length > 0) {
            pair.mustBe('a list of two positions');
        }
        const i = row.number(value => Number.isInteger(value) && value >= 1 && value < d, `the position of an effect, from 1 to ${d - 1}`);
        return [i, column.number(value => Number.isInteger(value) && value >= 0 && value < i, `the position of an effect before ${i}`)];
    });
    const order = ([i, j]: readonly [number, number]): number => i * d + j;
    pairs.forEach((pair, k) => {
        if (k > 0 && order(pair) <= order(pairs[k - 1])) {
            throw new InvalidInput(input.path, 'must have its pairs row by row, each once');
        }
    });
    return pairs;
}

function mustBeZeroElsewhere(
    input: CheckedValue,
    matrix: readonly (readonly number[])[],
    pairs: readonly (readonly [number, number])[]
): void {
    matrix.forEach((row, i) =>
        row.slice(0, i).forEach((entry, j) => {
            if (entry !== 0 && !pairs.some(([a, b]) => a === i && b === j)) {
                throw new InvalidInput(`${input.path}[${i}][${j}]`, `must be 0 or one of the pairs; it is ${entry}`);
            }
        })
    );
}

/**
 * Pairs of random effects with the same posterior covariance on average: units of a factor with the same points of their predictors are exchangeable. The mean over such
 * pairs has far less noise than that of one pair.
 */
import { factorsOf, type PartFactor, type StudyPart } from './study-part.js';

export class ExchangeableEffects {
    /** The class of each pair, K × K. */
    private readonly pair: Int32Array;
    private readonly classes: number;

    constructor(private readonly part: StudyPart) {
        const { effects } = part;
        const label = new Int32Array(effects);
        const path: number[][] = [];
        const labels = new Map<string, number>();
        for (const factor of factorsOf(part)) {
            const d = factor.planned.root.length;
            for (let unit = 0; unit < factor.units; unit++) {
                const chain = this.chainOf(factor, unit);
                const points = chain.map(({ factor: f, unit: u }) => f.place[u] % f.planned.predictors.combinations.values.length).join();
                for (let k = 0; k < d; k++) {
                    const at = factor.offset + unit * d + k;
                    const key = `${factor.planned.index};${k};${points}`;
                    label[at] = labels.get(key) ?? labels.set(key, labels.size).get(key)!;
                    path[at] = chain.map(one => one.factor.planned.index * 1e9 + one.unit);
                }
            }
        }
        this.pair = new Int32Array(effects * effects);
        const pairs = new Map<number, number>();
        for (let i = 0; i < effects; i++) {
            for (let j = 0; j <= i; j++) {
                const shared = path[i].filter((unit, depth) => unit === path[j][depth]).length;
                const [low, high] = label[i] < label[j] ? [label[i], label[j]] : [label[j], label[i]];
                const key = (high * labels.size + low) * 16 + shared;
                const own = pairs.get(key) ?? pairs.set(key, pairs.size).get(key)!;
                this.pair[i * effects + j] = this.pair[j * effects + i] = own;
            }
        }
        this.classes = pairs.size;
    }

    /** The unit, after the units around it, outermost first. */
    private chainOf(factor: PartFactor, unit: number): { factor: PartFactor; unit: number }[] {
        const all = factorsOf(this.part);
        const found: { factor: PartFactor; unit: number }[] = [];
        let at = unit;
        for (const index of [...factor.planned.chain].reverse()) {
            const own = all.find(({ planned }) => planned.index === index)!;
            found.unshift({ factor: own, unit: at });
            at = Math.floor(at / own.count);
        }
        return found;
    }

    /** Replaces every entry of a K × K matrix by the mean over its class. */
    pool(matrix: Float64Array): void {
        const { pair, classes } = this;
        const sums = new Float64Array(classes);
        const counts = new Float64Array(classes);
        matrix.forEach((x, at) => {
            sums[pair[at]] += x;
            counts[pair[at]]++;
        });
        matrix.forEach((_, at) => (matrix[at] = sums[pair[at]] / counts[pair[at]]));
    }
}

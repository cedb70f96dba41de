/** Two models side by side: the relative efficiency of the parameters that both have. */
import { type ByAccuracy, byAccuracy } from '../result/by-accuracy.js';
import type { Analysis, ParameterAnalysis } from '../result/analysis.js';
import type { Accuracy } from '../spec/model-spec.js';

export interface ComparedParameter {
    name: string;
    kind: ParameterAnalysis['kind'];
    values: [number | null, number | null];
    standardErrors: [ByAccuracy<number | null>, ByAccuracy<number | null>];
    /** Variance in the first model over that in the second, both at their designs: 2 if the second needs half as much data for the same precision. */
    efficiency: ByAccuracy<number | null>;
    /** The accuracy in which both are compared: the one in use in one of them, else the finest that both have; null where they have none in common. */
    using: Accuracy | null;
}

export interface Comparison {
    /** Those that both models have by name and kind, in the order of the first. */
    parameters: ComparedParameter[];
}

export function compare(first: Analysis, second: Analysis): Comparison {
    const parameters = first.parameters.flatMap(one => {
        const other = second.parameters.find(({ name, kind }) => name === one.name && kind === one.kind);
        return other ? [comparedParameter(one, other)] : [];
    });
    return { parameters };
}

function comparedParameter(one: ParameterAnalysis, other: ParameterAnalysis): ComparedParameter {
    const standardErrors = ({ leading, twoTerm, refined, exact }: ParameterAnalysis): ByAccuracy<number | null> => {
        const variances = { leading, twoTerm, refined, exact };
        return byAccuracy(accuracy => {
            const { asyVar } = variances[accuracy];
            return asyVar === null ? null : Math.sqrt(asyVar);
        });
    };
    const [a, b] = [standardErrors(one), standardErrors(other)];
    const efficiency = byAccuracy(accuracy => {
        const [x, y] = [a[accuracy], b[accuracy]];
        return x === null || y === null || !(y > 0) ? null : (x / y) ** 2;
    });
    const candidates: (Accuracy | null)[] = [one.using, other.using, 'exact', 'refined', 'twoTerm', 'leading'];
    return {
        name: one.name,
        kind: one.kind,
        values: [one.value, other.value],
        standardErrors: [a, b],
        efficiency,
        using: candidates.find(accuracy => accuracy !== null && efficiency[accuracy] !== null) ?? null
    };
}

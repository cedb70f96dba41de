/**
 * Interpolates the refined covariance of the fixed effects between those n at which it is known.
 *
 * As a function of κ = n/φ the information is a sum of κ(I + κB)⁻¹ over positive semidefinite B, whose imaginary part is definite beside the real axis: its
 * inverse has no singularities but on the negative half-line, and as a function of log n none where |Im log n| < π. So polynomials through points of an
 * interval of log n of length 2h converge like ρ^−points, ρ = π/h + √(1 + (π/h)²). The braces change this little, and the code does not rely on it: what the
 * last point changed is the error estimate. Logarithms of variances, and correlations, are interpolated, so that errors are relative.
 *
 * Variance components are left out: where groups are so small that the form is about to lose its meaning for them, their covariance has a pole.
 */
import type { JointCovariance } from '../structure/structure-result.js';
import { mostPointsAlongN, leastPointsAlongN, farthestAlongN, apartAlongN, marginAlongN } from './limits.js';

interface Known {
    x: number;
    covariance: JointCovariance;
}

export class CovarianceAlongN {
    private readonly known: Known[] = [];

    /** @param fixed the number of fixed effects, which come first among the parameters */
    constructor(private readonly fixed: number) {}

    add(n: number, covariance: JointCovariance): void {
        this.known.push({ x: Math.log(n), covariance });
    }

    /** @returns undefined where the relative error would be above the tolerance, or n is outside the range of known points */
    at(n: number, tolerance: number): JointCovariance | undefined {
        const x = Math.log(n);
        if (!this.known.some(known => known.x <= x) || !this.known.some(known => x <= known.x)) {
            return undefined;
        }
        const points = spread(this.known, x);
        if (points.length < leastPointsAlongN) {
            return undefined;
        }
        const joints = points.map(point => point.covariance);
        const members = joints[0].members.filter(member => member < this.fixed);
        const places = joints.map(joint => members.map(member => joint.members.indexOf(member)));
        if (places.some(own => own.includes(-1))) {
            return undefined;
        }
        const entries = joints.map(({ covariance }, k) => places[k].map(i => places[k].map(j => covariance[i][j])));
        const { all, lastAdded } = lagrange(
            points.map(point => point.x),
            x
        );
        let change = 0;
        const interpolated = (of: (own: number[][]) => number): number => {
            change = Math.max(change, marginAlongN * Math.abs(lastAdded.reduce((sum, share, k) => sum + share * of(entries[k]), 0)));
            return all.reduce((sum, share, k) => sum + share * of(entries[k]), 0);
        };
        const deviations = members.map((_, i) => Math.exp(0.5 * interpolated(own => Math.log(own[i][i]))));
        const covariance = members.map((_, i) =>
            members.map((__, j) => {
                const correlation = i === j ? 1 : interpolated(own => own[i][j] / Math.sqrt(own[i][i] * own[j][j]));
                return deviations[i] * deviations[j] * correlation;
            })
        );
        if (!(change <= tolerance)) {
            return undefined;
        }
        const errors = members.map((_, i) => {
            const ofPoints = all.map((share, k) => (Math.abs(share) * joints[k].errors[places[k][i]]) / entries[k][i][i]);
            return ofPoints.reduce((sum, error) => sum + error, change) * covariance[i][i];
        });
        return { ...joints[0], members, covariance, errors };
    }
}

/** Chebyshev points in the range of log n that is asked for, enough to interpolate the others. Empty if these are no fewer than the n asked for. */
export function pointsAlongN(asked: readonly number[], tolerance: number): number[] {
    if (asked.length <= leastPointsAlongN) {
        return [];
    }
    const [first, last] = [Math.min(...asked), Math.max(...asked)];
    const h = Math.log(last / first) / 2;
    const ratio = Math.PI / h + Math.sqrt(1 + (Math.PI / h) ** 2);
    const count = Math.max(leastPointsAlongN, Math.ceil(Math.log(marginAlongN / tolerance) / Math.log(ratio)) + 2);
    if (asked.length <= count || mostPointsAlongN < count) {
        return [];
    }
    const inside = Array.from({ length: count - 2 }, (_, k) => first * Math.exp(h * (1 - Math.cos((Math.PI * (k + 1)) / (count - 1)))));
    return [first, ...inside, last];
}

/** The known points, nearest first. Points that nearly coincide count as one. */
function spread(known: readonly Known[], x: number): Known[] {
    const chosen: Known[] = [];
    for (const point of [...known].sort((a, b) => Math.abs(a.x - x) - Math.abs(b.x - x))) {
        const distance = Math.abs(point.x - x);
        if (farthestAlongN < distance || mostPointsAlongN <= chosen.length) {
            break;
        }
        if (chosen.every(other => apartAlongN * distance < Math.abs(other.x - point.x))) {
            chosen.push(point);
        }
    }
    return chosen;
}

/** Lagrange polynomials at x, and how much the last point changed them. */
function lagrange(points: readonly number[], x: number): { all: number[]; lastAdded: number[] } {
    const last = points.length - 1;
    const product = (k: number, count: number): number => {
        let total = 1;
        for (let j = 0; j < count; j++) {
            if (j !== k) {
                total *= (x - points[j]) / (points[k] - points[j]);
            }
        }
        return total;
    };
    const all = points.map((_, k) => product(k, points.length));
    return { all, lastAdded: all.map((share, k) => (k === last ? share : share - product(k, last))) };
}

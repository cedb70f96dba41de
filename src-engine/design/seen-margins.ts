/** Predicts margins at new sizes from those that a search has computed. */
import { pointsOfInterpolation } from './limits.js';

/** Margins by size, as logarithms: a margin grows about like the square root of the size. */
export class SeenMargins {
    private readonly points: { x: number; f: number; variance: number; size: number }[] = [];

    /** Adds a margin. A margin of 0 is ignored, because it carries no information. */
    add(size: number, margin: number): void {
        if (margin > 0) {
            this.points.push({ x: Math.log(size), f: Math.log(margin), variance: 1 / margin ** 2, size });
        }
    }

    /**
     * Fits a variance of the form a + b/size to the last two points.
     * @returns a, as a share of the target variance, and the factor by which the last size should grow; null if the points do not determine them
     */
    hyperbola(): { limit: number; growth: number | null } | null {
        const [before, last] = this.points.slice(-2);
        if (last === undefined) {
            return null;
        }
        const slope = (before.variance - last.variance) / (1 / before.size - 1 / last.size);
        const limit = last.variance - slope / last.size;
        if (!(slope > 0)) {
            return null;
        }
        return { limit, growth: limit < 1 ? slope / (1 - limit) / last.size : null };
    }

    /** Where the margin is 1, by inverse interpolation through the points that come closest; strictly between two sizes that have been seen, with the root between them. */
    rootBetween(low: number, high: number): number {
        const nearest = [...this.points].sort((a, b) => Math.abs(a.f) - Math.abs(b.f)).slice(0, pointsOfInterpolation);
        const found = Math.exp(atZero(nearest));
        if (low < found && found < high) {
            return found;
        }
        const [a, b] = [low, high].map(size => this.points.find(point => point.size === size));
        const middle = Math.sqrt(low) * Math.sqrt(high);
        if (!a || !b) {
            return middle;
        }
        const onLine = Math.exp(a.x - (a.f * (b.x - a.x)) / (b.f - a.f));
        return low < onLine && onLine < high ? onLine : middle;
    }
}

/** Neville's scheme for x as a polynomial of f, at f = 0; NaN where two points have the same f. */
function atZero(points: readonly { x: number; f: number }[]): number {
    const x = points.map(point => point.x);
    for (let order = 1; order < x.length; order++) {
        for (let i = 0; i + order < x.length; i++) {
            const [f, g] = [points[i].f, points[i + order].f];
            x[i] = (f * x[i + 1] - g * x[i]) / (f - g);
        }
    }
    return x[0];
}

/** The points along an axis of a lattice. */
/**
 * The i-th point is z = s·sinh(ih/s): about h apart where |z| is below the stretch s, and increasingly far apart beyond, where the normal density
 * makes errors small; where s is infinite, z = ih. Source of the change of variables: Takahasi & Mori (1974), Double exponential formulas for
 * numerical integration, Publications of RIMS 9.
 */
export class LatticeAxis {
    /** The points by |i|, as far as they were needed. */
    private places = new Float64Array(0);
    private slopes = new Float64Array(0);

    constructor(
        readonly spacing: number,
        readonly stretch: number
    ) {}

    /** z of the i-th point. */
    place(i: number): number {
        const at = Math.abs(i);
        if (this.places.length <= at) {
            this.extend(at);
        }
        return i < 0 ? -this.places[at] : this.places[at];
    }

    /** dz/d(ih) at the i-th point. */
    slope(i: number): number {
        const at = Math.abs(i);
        if (this.slopes.length <= at) {
            this.extend(at);
        }
        return this.slopes[at];
    }

    halved(): LatticeAxis {
        return new LatticeAxis(this.spacing / 2, this.stretch);
    }

    private extend(to: number): void {
        const { spacing, stretch } = this;
        const length = Math.max(32, 2 * to);
        const t = Float64Array.from({ length }, (_, i) => i * spacing);
        this.places = stretch === Infinity ? t : t.map(x => stretch * Math.sinh(x / stretch));
        this.slopes = stretch === Infinity ? t.map(() => 1) : t.map(x => Math.cosh(x / stretch));
    }
}

/** The points along an axis of a lattice. */
/**
 * The i-th point is z = s·sinh(ih/s): about h apart where |z| is below the stretch s, and farther and farther apart beyond, where a normal density
 * leaves little to err about; where s is infinite, z = ih. Source of the change of variables: Takahasi & Mori (1974), Double exponential formulas for
 * numerical integration, Publications of RIMS 9.
 */
export class LatticeAxis {
    /** By |i|. */
    private readonly places: number[] = [];
    private readonly slopes: number[] = [];

    constructor(
        readonly spacing: number,
        readonly stretch: number
    ) {}

    /** z of the i-th point. */
    place(i: number): number {
        const at = Math.abs(i);
        if (this.places.length <= at) this.extend(at);
        return i < 0 ? -this.places[at] : this.places[at];
    }

    /** dz/d(ih) at the i-th point. */
    slope(i: number): number {
        const at = Math.abs(i);
        if (this.slopes.length <= at) this.extend(at);
        return this.slopes[at];
    }

    halved(): LatticeAxis {
        return new LatticeAxis(this.spacing / 2, this.stretch);
    }

    private extend(to: number): void {
        const { spacing, stretch } = this;
        for (let i = this.places.length; i <= to; i++) {
            const t = i * spacing;
            this.places.push(stretch === Infinity ? t : stretch * Math.sinh(t / stretch));
            this.slopes.push(stretch === Infinity ? 1 : Math.cosh(t / stretch));
        }
    }
}

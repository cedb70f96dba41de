/** What the structures of a model (nested, crossed, several levels) return to the analysis: leading blocks, and covariances in each accuracy. */
import type { Reason } from '../result/reason.js';
import type { IntegralReport, Standing } from '../result/analysis.js';
import { hasDispersion } from '../family/families.js';
import type { Matrix } from '../numeric/linear-algebra.js';
import type { ModelSpec } from '../spec/model-spec.js';
import type { CovarianceParameter } from './covariance/covariance-structure.js';
import { blockCovariance } from './covariance/structures.js';

/** The position of each estimated parameter: fixed effects in the order of `spec.fixed`, the components of each random block in turn, then φ. */
export interface ParameterIndex {
    /** For each block of `spec.random`: the position of its first parameter, and its parameters in order. */
    components: { start: number; parameters: readonly CovarianceParameter[] }[];
    /** Null where the family has no dispersion. */
    phi: number | null;
    count: number;
}

export function parameterIndex(spec: ModelSpec): ParameterIndex {
    let count = spec.fixed.length;
    const components = spec.random.map(random => {
        const { parameters } = blockCovariance(random);
        const start = count;
        count += parameters.length;
        return { start, parameters };
    });
    const phi = hasDispersion(spec.family) ? count++ : null;
    return { components, phi, count };
}

/** The order of a leading summand: 1/m, 1/(mn), or 1/n for a model without groups. */
export interface Order {
    text: string;
    /** The divisor at the design's sizes, or what is missing for it. */
    divisor: number | Reason;
}

/** Parameters whose leading covariance has the summand `covariance` × order; a parameter may be in several blocks. */
export interface LeadingBlock {
    order: Order;
    /** Positions of the parameters. */
    members: number[];
    /** In the units of the parameters, φ included. */
    covariance: Matrix | Reason;
    /** Certified bound on the relative error of every variance. */
    error: number;
    standing: Standing;
}

/** The covariance of some estimates at the design's sizes, in one accuracy. */
export interface JointCovariance {
    /** Positions of the parameters. */
    members: number[];
    /** In the units of the parameters. */
    covariance: Matrix;
    /** Absolute error of each variance: certified, or the Monte-Carlo standard error where it was simulated. */
    errors: number[];
    simulated: boolean;
    standing: Standing;
    /** Why the other parameters are not among them, where that is known. */
    others?: Reason;
    /** The same for single parameters, by position; it goes before `others`. */
    withheld?: ReadonlyMap<number, Reason>;
}

/** The covariance of some of the estimates. */
export function selected(joint: JointCovariance, isWanted: (member: number) => boolean): JointCovariance {
    const kept = joint.members.map((_, i) => i).filter(i => isWanted(joint.members[i]));
    return {
        ...joint,
        members: kept.map(i => joint.members[i]),
        covariance: kept.map(i => kept.map(j => joint.covariance[i][j])),
        errors: kept.map(i => joint.errors[i]),
        ...(joint.withheld && { withheld: new Map([...joint.withheld].filter(([member]) => isWanted(member))) })
    };
}

/** The results of a structure for its parameters. */
export interface StructureResult {
    blocks: LeadingBlock[];
    /** The leading variance of each parameter as plain text, e.g. `C/(m n)`; by position. A search over sizes reads none. */
    formulas: () => string[];
    integrals: IntegralReport[];
    twoTerm: JointCovariance | Reason;
    refined: JointCovariance | Reason;
}

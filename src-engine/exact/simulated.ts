/**
 * The expected Fisher information of one group by simulation: I = E J, J = E(B | y) − Var(S | y), Louis' information of a group that is drawn
 * (predictors, random effects, responses), which has the same mean as S̄ S̄ᵀ and far less noise.
 *
 * Both have the same mean and E S̄ = 0: so J − S̄ S̄ᵀ and S̄ have mean 0, and a regression subtracts the part of J that is linear in them.
 * The coefficients of all entries of J are fitted to the same columns, so every variance, a linear form in J by the delta method through the inverse,
 * has about the least residual variance of any such combination. This saves a factor of 10 to 60 in groups for variance components.
 *
 * S̄ S̄ᵀ is of fourth order in U, so the random effects are drawn from wider laws than their own (`group-draws.ts`).
 */
import type { GroupInformation } from './group-information.js';
import { euclideanNorm } from '../numeric/norm.js';
import { attempt, NotAvailable } from '../result/not-available.js';
import { isReason, type Reason } from '../result/reason.js';
import { GroupIndicators } from './group-indicators.js';
import { GroupDraws, type DrawnGroup, type SimulationProblem } from './group-draws.js';
import { GroupScore } from './group-score.js';
import { louisInformation } from './louis-information.js';
import { weightOf } from '../family/families.js';
import { errorsOfVariances, symmetricFrom } from './averaged-information.js';
import { invertedInformation } from './inverted-information.js';
import { changeOfVariances, rulesFor, type PilotSums, type PosteriorRule } from './posterior-rules.js';
import { RegressedMean } from './regressed-mean.js';
import {
    multiplicationsPerEvaluation,
    pilotGroups,
    quadratureShare,
    effortOfDrawnRow,
    fewestGroups,
    fewestLargeGroups,
    groupsPerColumn,
    leastGroupsPerColumn,
    observationsOfLargeGroup
} from './limits.js';

export interface SimulationOptions {
    shouldStop: () => boolean;
    /** Monte-Carlo standard error of the worst variance, relative to it. */
    relativeError: number;
    /** Whose variances must reach it. Default: those of all parameters. */
    of?: 'effects' | 'all';
    seed: number;
    /** The most evaluations of log f. */
    budget: number;
    /** The error that is still good enough for a parameter where the budget ends. Default: `relativeError`. */
    tolerated?: number;
    onProgress?: (current: GroupInformation) => void;
}

/** @throws NotAvailable `accuracy` where the budget does not suffice */
export function simulatedInformation(problem: SimulationProblem, options: SimulationOptions): GroupInformation {
    if (options.budget < workOfPilot(problem)) {
        throw new NotAvailable({ code: 'accuracy', reached: null });
    }
    return new Simulation(problem, options).run();
}

/** Evaluations for the groups that determine the number of nodes, at the least; the draws of responses that are not pooled count as well. */
function workOfPilot({ response, designs, sizes }: SimulationProblem): number {
    const [first, second] = rulesFor(1, areLarge(sizes));
    const nodes = first.nodes + second.nodes;
    const perGroup = sizes.reduce((sum, { n, probability }) => {
        const drawn = response.totals === 'bounded' ? 0 : n;
        return sum + probability * (drawn + nodes * designs.rowsOf(n));
    }, 0);
    return pilotGroups * perGroup;
}

/** Whether groups have so many observations that they differ little. */
function areLarge(sizes: SimulationProblem['sizes']): boolean {
    return observationsOfLargeGroup <= sizes.reduce((sum, { n, probability }) => sum + n * probability, 0);
}

class Simulation {
    private readonly group: GroupScore;
    private readonly draws: GroupDraws;
    private readonly size: number;
    private readonly louis: Float64Array;
    private readonly within: Float64Array;
    private readonly indicators: GroupIndicators;
    private readonly moments: RegressedMean;
    private readonly columns: Float64Array;
    /** The number of effects in block A, which come first. */
    private readonly blockA: number;
    private bias = 0;

    constructor(
        private readonly problem: SimulationProblem,
        private readonly options: SimulationOptions
    ) {
        const { spec, response } = problem;
        const [random] = spec.random;
        const weight = weightOf(spec.family);
        this.group = new GroupScore(random, spec.fixed.length, response, weight?.kind === 'exponential' ? weight.rate : 0);
        this.draws = new GroupDraws(problem, options.seed);
        this.size = this.group.likelihood.parameters;
        this.louis = new Float64Array(this.size * this.size);
        this.within = new Float64Array(this.size * this.size);
        const entries = (this.size * (this.size + 1)) / 2;
        this.blockA = spec.fixed.filter(({ block }) => block === 'A').length;
        const identities = entries - (this.blockA * (this.blockA + 1)) / 2;
        this.indicators = new GroupIndicators(problem.designs.groupSources, problem.sizes);
        this.moments = new RegressedMean(entries, identities + this.size + 1 + this.indicators.count);
        this.columns = new Float64Array(this.moments.width);
    }

    /** J of a drawn group into `louis`, S̄ into `group.score`; for pooled rows the information of the responses given the totals into `within`. */
    private inform({ design, perTotal, y, second, u }: DrawnGroup, rule: PosteriorRule): void {
        const { group, louis, within, size } = this;
        const { p } = group.likelihood;
        group.prepare(design);
        group.startAt(u);
        const statistic = { logConstant: 0, y, second, beside: null };
        if (rule.kind === 'hermite') {
            group.hermite(statistic, rule.rule);
        } else {
            group.lattice(statistic, rule.spacing, true);
        }
        louisInformation(group, louis);
        within.fill(0);
        perTotal.forEach((covariance, k) => {
            for (let i = 0; i < p; i++) {
                for (let j = 0; j < p; j++) {
                    within[i * size + j] += y[k] * covariance[i * p + j];
                }
            }
        });
    }

    /** @throws NotAvailable `stopped` */
    private mayStop(): void {
        if (this.options.shouldStop()) {
            throw new NotAvailable({ code: 'stopped' });
        }
    }

    /** The cheapest rule that gives the same variances as the next one, on some groups. */
    private chooseRule(): PosteriorRule {
        const groups = Array.from({ length: pilotGroups }, () => this.draws.next());
        let before: { rule: PosteriorRule; found: PilotSums } | null = null;
        let last: Reason = { code: 'accuracy', reached: null };
        for (const rule of rulesFor(this.group.likelihood.d, areLarge(this.problem.sizes))) {
            this.mustBeAffordable(groups, before?.rule.nodes ?? rule.nodes, rule.nodes);
            const found = attempt(() => this.pilotSums(groups, rule));
            if (isReason(found)) {
                // Hermite's nodes may miss where a posterior that is far from normal has its mass.
                if (found.code === 'stopped') {
                    throw new NotAvailable(found);
                }
                last = found;
                before = null;
                continue;
            }
            if (before) {
                const change = changeOfVariances(before.found, found, this.size);
                if (change < quadratureShare * this.options.relativeError) {
                    this.bias = change;
                    return before.rule;
                }
                last = { code: 'accuracy', reached: change };
            }
            before = { rule, found };
        }
        throw new NotAvailable(last);
    }

    /** The means of J and of S̄ S̄ᵀ over some groups. */
    private pilotSums(groups: readonly DrawnGroup[], rule: PosteriorRule): PilotSums {
        const { size, louis, within, group } = this;
        const total = new Float64Array(size * size);
        const squares = new Float64Array(size * size);
        for (const drawn of groups) {
            this.mayStop();
            this.inform(drawn, rule);
            const { score } = group;
            for (let i = 0; i < size; i++) {
                for (let j = 0; j < size; j++) {
                    const rest = within[i * size + j];
                    total[i * size + j] += (drawn.weight * (louis[i * size + j] + rest)) / groups.length;
                    squares[i * size + j] += (drawn.weight * (score[i] * score[j] + rest)) / groups.length;
                }
            }
        }
        return { total, squares };
    }

    /**
     * With several random effects the nodes of a finer rule may take more than the whole budget.
     * @throws NotAvailable where the budget does not suffice for a finer rule on these groups, and then for the fewest groups with the present one
     */
    private mustBeAffordable(groups: readonly DrawnGroup[], present: number, finer: number): void {
        const { group, moments, options } = this;
        const rows = groups.reduce((sum, { design }) => sum + design.rows, 0) / groups.length;
        const ofGroup = (count: number): number => rows * count ** group.likelihood.d;
        const needed = groups.length * ofGroup(finer) + leastGroupsPerColumn * moments.width * ofGroup(present);
        if (options.budget < this.evaluations + needed) {
            throw new NotAvailable({ code: 'accuracy', reached: null });
        }
    }

    run(): GroupInformation {
        const { options, moments } = this;
        let goal = Math.max(areLarge(this.problem.sizes) ? fewestLargeGroups : fewestGroups, groupsPerColumn * moments.width);
        if (options.budget < moments.workOf(goal) / multiplicationsPerEvaluation) {
            throw new NotAvailable({ code: 'accuracy', reached: null });
        }
        const rule = this.chooseRule();
        for (;;) {
            while (moments.count < goal) {
                if ((moments.count & 15) === 0) {
                    this.mayStop();
                }
                this.add(rule);
                if (options.budget < this.evaluations) {
                    break;
                }
            }
            // Fewer groups than columns fit anything.
            if (moments.count < leastGroupsPerColumn * moments.width) {
                throw new NotAvailable({ code: 'accuracy', reached: null });
            }
            const current = this.current();
            const relative = current.errors.map((error, i) => error / current.covariance[i][i]);
            if (!relative.every(Number.isFinite)) {
                throw new NotAvailable({ code: 'not-finite', detail: 'the information of a simulated group' });
            }
            const worst = Math.max(...(options.of === 'effects' ? relative.slice(0, this.effects) : relative));
            options.onProgress?.(current);
            if (worst <= options.relativeError) {
                return current;
            }
            if (options.budget < this.evaluations) {
                return this.preciseEnough(current, relative);
            }
            const wanted = moments.count * (worst / options.relativeError) ** 2 * 1.05;
            goal = Math.ceil(Math.min(Math.max(wanted, 1.1 * moments.count), 3 * moments.count));
        }
    }

    /** Without the parameters that are too uncertain. @throws NotAvailable where all effects are, or some after few groups */
    private preciseEnough(current: GroupInformation, relative: readonly number[]): GroupInformation {
        const { relativeError, tolerated = relativeError } = this.options;
        const uncertain = relative.flatMap((error, i) => (tolerated < error ? [i] : []));
        const effects = uncertain.filter(i => i < this.effects).length;
        if (effects === this.effects || (effects > 0 && this.moments.count < fewestGroups)) {
            throw new NotAvailable({ code: 'accuracy', reached: Math.max(...relative) });
        }
        return { ...current, ...(uncertain.length > 0 && { uncertain }) };
    }

    /** The fixed effects, which are the first parameters. */
    private get effects(): number {
        return this.problem.spec.fixed.length;
    }

    /** Of log f, and other work counted by its time. */
    private get evaluations(): number {
        const { response } = this.problem;
        return (
            this.group.likelihood.evaluations * response.effort +
            this.draws.rows * effortOfDrawnRow +
            this.moments.work / multiplicationsPerEvaluation
        );
    }

    private add(rule: PosteriorRule): void {
        const { size, blockA, louis, within, columns, moments, indicators } = this;
        const drawn = this.draws.next();
        this.inform(drawn, rule);
        const { score } = this.group;
        const { weight } = drawn;
        let at = 0;
        for (let i = 0; i < size; i++) {
            for (let j = 0; j <= i; j++) {
                columns[at++] = weight * (louis[i * size + j] + within[i * size + j]);
            }
        }
        // Within block A, J − S̄ S̄ᵀ is linear in the scores of Σ: the rest consists of errors of rounding and quadrature.
        for (let i = blockA; i < size; i++) {
            for (let j = 0; j <= i; j++) {
                columns[at++] = weight * (louis[i * size + j] - score[i] * score[j]);
            }
        }
        for (let i = 0; i < size; i++) {
            columns[at++] = weight * score[i];
        }
        columns[at++] = weight - 1;
        indicators.write(this.problem.designs.values, drawn.n, weight, columns, at);
        moments.add(columns);
    }

    private current(): GroupInformation {
        const { size, moments, problem } = this;
        const { mean, covariance: ofMean } = moments.regressed();
        const information = symmetricFrom(mean, size);
        const covariance = invertedInformation(information, problem.spec);
        const errors = errorsOfVariances(covariance, ofMean).map((error, k) => euclideanNorm([error, this.bias * covariance[k][k]]));
        return { information, covariance, errors, simulated: true, evaluations: this.evaluations };
    }
}

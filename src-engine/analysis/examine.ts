/** Finds errors in a model, and reasons for warnings, without integrating: fast enough for every keystroke. */
import { sigmaOf } from '../structure/covariance/structures.js';
import type { Reason } from '../result/reason.js';
import type { Examination, Finding } from '../result/analysis.js';
import { blockMembership, enclosing, type BlockMembership } from '../predictors/blocks.js';
import { SupportSample } from '../predictors/support-sample.js';
import { ConditionalInformation } from '../information/conditional-information.js';
import { groupModel, type Dimension, type GroupModel } from '../predictors/group-model.js';
import { isScalarLaw, lawMoments } from '../laws/index.js';
import { solveMarginal } from '../predictors/marginal.js';
import { momentsMustExist } from '../predictors/moment-conditions.js';
import { multiply, symmetricEigenvalues, transpose } from '../numeric/linear-algebra.js';
import { cholesky } from '../numeric/cholesky.js';
import { dependentColumns } from '../numeric/dependent-columns.js';
import type { Law, ModelSpec, PredictorSpec, Term } from '../spec/model-spec.js';
import { attempt, NotAvailable } from '../result/not-available.js';
import { checkTails, predictorRule } from '../predictors/predictor-rule.js';
import { undefinedTerms } from '../predictors/undefined-terms.js';
import { InvalidSpec } from '../spec/term.js';
import { infiniteMoment } from '../several-factors/finite-moments.js';
import { inseparableVariances } from './inseparable-variances.js';
import { mostExaminedColumns, mostExaminedPoints, roughAccuracy } from './limits.js';
import { unidentifiedUnits } from './unidentified.js';

/** Total: a spec that breaks its own rules gives no findings. */
export function examine(spec: ModelSpec): Examination {
    const predictors = spec.predictors.flatMap(predictor => describe(spec, predictor));
    const findings: Finding[] = [];
    let blocks: BlockMembership[] = [];
    try {
        for (const block of spec.random) {
            const { group } = block;
            const sigma = sigmaOf(block);
            const factor = sigma.length === 0 ? { ok: true as const } : cholesky(sigma);
            if (!factor.ok && factor.smallestEigenvalue !== null) {
                findings.push({ code: 'not-positive-definite', group, smallestEigenvalue: factor.smallestEigenvalue });
            }
        }
        findings.push(...undefinedTerms(spec).map(term => ({ code: 'undefined-term' as const, ...term })));
        const sample = new SupportSample(spec);
        blocks = blockMembership(spec, sample);
        const dependent = collinear(spec, sample);
        // The term of a dependent effect is in the span of others, so in another block it would be wrong as well.
        const isDependent = (effect: string): boolean =>
            dependent.some(finding => finding.code === 'collinear' && finding.effects.includes(effect));
        findings.push(
            ...misplaced(spec, blocks).filter(finding => !isDependent(finding.effect)),
            ...constantRandomEffects(spec, sample),
            ...unidentifiedUnits(spec),
            ...dependent
        );
        findings.push(...(spec.random.length < 2 ? momentsAndInformation(spec, findings) : momentsOfSeveral(spec)));
    } catch (error) {
        if (!(error instanceof InvalidSpec || error instanceof RangeError || error instanceof NotAvailable)) {
            throw error;
        }
    }
    return { findings, blocks, predictors };
}

function misplaced(spec: ModelSpec, blocks: readonly BlockMembership[]): Extract<Finding, { code: 'wrong-block' }>[] {
    return blocks.flatMap(({ effect, belongs, partners }, i) =>
        spec.fixed[i].block === belongs ? [] : [{ code: 'wrong-block' as const, effect, belongs, partners }]
    );
}

/** The group whose units a predictor is constant in; for derived ones the innermost of what they depend on, null where that varies inside. */
function levelOf(spec: ModelSpec, predictor: PredictorSpec, seen = new Set<PredictorSpec>()): string | null {
    if (predictor.kind !== 'derived') {
        return predictor.per;
    }
    if (seen.has(predictor)) {
        return null;
    }
    seen.add(predictor);
    const names = new Set<string>();
    JSON.stringify(predictor.term, (key, value: unknown) => {
        if ((key === 'name' || key === 'predictor') && typeof value === 'string') {
            names.add(value);
        }
        return value;
    });
    const used = spec.predictors.filter(p => (p.kind === 'random' ? p.names.some(name => names.has(name)) : names.has(p.name)));
    const levels = used.map(p => levelOf(spec, p, seen));
    if (levels.length === 0 || levels.includes(null)) {
        return null;
    }
    return (levels as string[]).find(level => levels.every(other => enclosing(spec, level).includes(other!))) ?? null;
}

/** Variances of random effects on terms that are constant in their group, where they cannot be told apart from others. */
function constantRandomEffects(spec: ModelSpec, sample: SupportSample): Finding[] {
    return spec.random.flatMap(block => {
        const around = new Set<string | null>(enclosing(spec, block.group));
        const isConstant = (name: string): boolean => {
            const predictor = spec.predictors.find(p => (p.kind === 'random' ? p.names.includes(name) : p.name === name));
            return predictor !== undefined && around.has(levelOf(spec, predictor));
        };
        const constant = block.effects.filter(effect => {
            const term = spec.fixed.find(({ name }) => name === effect)?.term;
            return term !== undefined && term.op !== 'number' && namesIn(term, spec).every(isConstant);
        });
        return inseparableVariances(spec, block, isConstant, constant, sample);
    });
}

/** The predictors that a term names. */
function namesIn(term: Term, { predictors }: ModelSpec): string[] {
    const declared = new Set(predictors.flatMap(p => (p.kind === 'random' ? p.names : [p.name])));
    const names: string[] = [];
    JSON.stringify(term, (key, value: unknown) => {
        if ((key === 'name' || key === 'predictor') && typeof value === 'string' && declared.has(value)) {
            names.push(value);
        }
        return value;
    });
    return names;
}

function collinear(spec: ModelSpec, sample: SupportSample): Finding[] {
    if (mostExaminedColumns < spec.fixed.length || spec.fixed.length === 0) {
        return [];
    }
    const columns = spec.fixed.map(() => [] as number[]);
    sample.forEach(
        () => true,
        Math.max(64, 4 * spec.fixed.length),
        () => spec.fixed.forEach(({ name }, i) => columns[i].push(sample.evaluators.get(name)!(sample.values)))
    );
    if (!columns.every(column => column.every(Number.isFinite))) {
        return [];
    }
    const zero = spec.fixed.filter((_, i) => columns[i].every(x => x === 0));
    if (zero.length > 0) {
        return zero.map(({ name }) => ({ code: 'collinear', effects: [name] }));
    }
    const dependent = dependentColumns(columns);
    return dependent ? [{ code: 'collinear', effects: dependent.map(i => spec.fixed[i].name) }] : [];
}

function momentsAndInformation(asWritten: ModelSpec, known: readonly Finding[]): Finding[] {
    const findings: Finding[] = [];
    try {
        const spec = solveMarginal(asWritten, () => false, roughAccuracy);
        const model = groupModel(spec);
        checkTails(model);
        const points = model.dimensions.reduce((n, dimension) => n * pointsAlong(dimension), 1);
        if (mostExaminedPoints < points) {
            return findings;
        }
        const rule = predictorRule(model, () => 0);
        momentsMustExist(model, rule);
        if (known.some(finding => finding.code === 'collinear')) {
            return findings;
        }
        const information = new ConditionalInformation(model, rule, 0);
        findings.push(...smallInformation(model, information.omegaRR(new Float64Array(information.dR)), information.logScale));
    } catch (error) {
        if (!(error instanceof NotAvailable)) {
            throw error;
        }
        const finding = findingOf(error.reason, asWritten);
        if (finding) {
            findings.push(finding);
        }
    }
    return findings;
}

function momentsOfSeveral(asWritten: ModelSpec): Finding[] {
    const reason = attempt(() => infiniteMoment(solveMarginal(asWritten, () => false, roughAccuracy)));
    const finding = reason && findingOf(reason, asWritten);
    return finding ? [finding] : [];
}

/** About how many points the coarsest rule has along a dimension. */
function pointsAlong({ source }: Dimension): number {
    if (source.kind === 'points') {
        return source.points.length;
    }
    return source.kind === 'law' && source.law.law === 'discrete' ? Math.min(source.law.values.length, 100) : 24;
}

/** The smallest eigenvalue of Σ^½ (n/φ) Ω_RR Σ^½ at U = 0, where the design says n. */
function smallInformation({ spec, random }: GroupModel, omegaRR: number[][], logScale: number): Finding[] {
    const { n } = spec.design;
    const size = n?.kind === 'fixed' ? n.n : n?.kind === 'poisson' || n?.kind === 'sizes' ? n.mean : null;
    if (!random || random.effects.length === 0 || size === null) {
        return [];
    }
    const factor = cholesky(sigmaOf(random));
    if (!factor.ok) {
        return [];
    }
    const scale = (size / spec.family.phi) * Math.exp(logScale);
    const lambda = multiply(multiply(transpose(factor.lower), omegaRR), factor.lower).map(row => row.map(x => x * scale));
    const information = Math.min(...symmetricEigenvalues(lambda));
    return information < 1 ? [{ code: 'small-information', group: random.group, information }] : [];
}

function findingOf(reason: Reason, spec: ModelSpec): Finding | null {
    switch (reason.code) {
        case 'infinite-moment':
        case 'collinear':
            return reason;
        case 'link-domain':
            return { ...reason, link: spec.family.link };
        default:
            return null;
    }
}

function describe(spec: ModelSpec, predictor: PredictorSpec): Examination['predictors'] {
    if (predictor.kind === 'derived') {
        return [{ name: predictor.name, mean: null, sd: null, per: levelOf(spec, predictor) }];
    }
    const { per } = predictor;
    if (predictor.kind === 'each') {
        const { points, levels } = predictor;
        if (levels) {
            return [{ name: predictor.name, mean: null, sd: null, per }];
        }
        const law: Law = { law: 'discrete', values: points, probabilities: points.map(() => 1 / points.length) };
        return [{ name: predictor.name, ...meanAndSd(law), per }];
    }
    const { names, law } = predictor;
    if (law.law === 'mvNormal') {
        return names.map((name, i) => ({ name, mean: law.mean[i] ?? null, sd: Math.sqrt(law.covariance[i]?.[i] ?? NaN) || null, per }));
    }
    return names.map(name => ({ name, ...meanAndSd(law), per }));
}

function meanAndSd(law: Law): { mean: number | null; sd: number | null } {
    if (!isScalarLaw(law) || law.law === 'categorical') {
        return { mean: null, sd: null };
    }
    const { mean, variance } = lawMoments(law);
    const finite = (value: number | null): number | null => (value !== null && Number.isFinite(value) ? value : null);
    return { mean: finite(mean), sd: finite(variance === null ? null : Math.sqrt(variance)) };
}

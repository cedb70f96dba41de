/** The program's numbers of a design beside the simulated and the exact ones. */
import type { ComputedModel } from '../cli/computed-model.js';
import type { ParameterAnalysis } from '../src-engine/result/analysis.js';
import type { TestAnswer } from '../src-engine/result/design-answers.js';
import type { Accuracy } from '../src-engine/spec/model-spec.js';
import {
    quantities,
    type ExactVariances,
    type Fits,
    type ComparedQuantity,
    type Simulated,
    type SimulatedDesign
} from './simulated-design.js';

/** A variance of the program, the one that it shows first, beside the others. */
export interface ComparedVariance {
    quantity: ComparedQuantity;
    /** As the model names it. */
    name: string;
    headline: number;
    using: Accuracy;
    /** Null where it is not known. */
    exact: number | null;
    simulated: Simulated;
    meanOfEstimatedVariance: number | null;
    /** Whether the program says of this number that it may be off. */
    isDoubted: boolean;
}

export interface ComparedDesign {
    name: string;
    computed: ComputedModel;
    simulation: SimulatedDesign;
    variances: ComparedVariance[];
    power: number;
    alpha: number;
    test: TestAnswer;
    /** The codes of the warnings that the program gives. */
    warnings: string[];
}

/** @throws Error where the program has no number for a quantity: then there is nothing to compare */
export function comparedDesign(computed: ComputedModel, simulation: SimulatedDesign, exact: ExactVariances | undefined): ComparedDesign {
    const { analysis, answers, model } = computed;
    const [test] = answers?.tests ?? [];
    const power = test?.using ? test.power[test.using] : null;
    if (!analysis || !test || power === null) {
        throw new Error(`${simulation.design} has no numbers.`);
    }
    const variances = Object.entries(simulation.parameters).map(([name, found], index): ComparedVariance => {
        const quantity = quantities[index]!;
        const parameter = parameterNamed(analysis.parameters, name);
        return {
            quantity,
            name,
            ...headlineOf(parameter),
            exact: exact?.[quantity] ?? null,
            simulated: found.variance,
            meanOfEstimatedVariance: found.meanOfEstimatedVariance ?? null,
            isDoubted: parameter.isRough || parameter.exactMayDiffer !== null || parameter.awaitsExact
        };
    });
    const warnings = [...new Set(model.issues.flatMap(({ severity, code }) => (severity === 'warning' ? [code] : [])))];
    return { name: simulation.design, computed, simulation, variances, power, alpha: test.alpha, test, warnings };
}

function parameterNamed(parameters: readonly ParameterAnalysis[], name: string): ParameterAnalysis {
    const found = parameters.find(parameter => parameter.name === name);
    if (!found) {
        throw new Error(`The program has no parameter ${name}.`);
    }
    return found;
}

function headlineOf(parameter: ParameterAnalysis): { headline: number; using: Accuracy } {
    const { using } = parameter;
    const headline = using && parameter[using].asyVar;
    if (using === null || headline === null) {
        throw new Error(`The program has no variance of ${parameter.name}.`);
    }
    return { headline, using };
}

/** A variance may be this far from the simulated one: three Monte-Carlo errors, and a tenth. */
export function isNear({ headline, simulated }: ComparedVariance): boolean {
    return Math.abs(headline - simulated.value) <= 3 * simulated.mcse + 0.1 * simulated.value;
}

/** A tenth of a variance is a twentieth of a standard error, which moves a power near 0.8 by 0.04. */
const powerTolerance = 0.04;

export function isPowerNear({ power, simulation }: ComparedDesign): boolean {
    return isShareNear(power, simulation.power, simulation.atValue, powerTolerance);
}

/** A test at 0.05 that rejects in 0.06 of all cases is what planners accept. */
const levelTolerance = 0.01;

export function isLevelNear({ alpha, simulation }: ComparedDesign): boolean {
    return isShareNear(alpha, simulation.typeOne, simulation.atNull, levelTolerance);
}

/** The Monte-Carlo error is that of the expected share: a share of few hits estimates its own error badly. */
function isShareNear(expected: number, found: Simulated, { fits, failed }: Fits, tolerance: number): boolean {
    const mcse = Math.sqrt((expected * (1 - expected)) / (fits - failed));
    return Math.abs(expected - found.value) <= 3 * mcse + tolerance;
}

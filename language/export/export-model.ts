/** A model as text for another tool. */
import { reasonOf } from '../../src-engine/result/not-available.js';
import { analyze } from '../../src-engine/analysis/analyze.js';
import { answer } from '../../src-engine/design/answer.js';
import { solveMarginal } from '../../src-engine/predictors/marginal.js';
import type { ModelSpec, Term } from '../../src-engine/spec/model-spec.js';
import { simulateData } from '../../src-engine/simulation/simulated-data.js';
import { answeredSpec } from '../presentation/choice/answered-spec.js';
import { askedQuantity } from '../presentation/choice/asked-quantity.js';
import { formatValue } from '../presentation/notation/numbers.js';
import { reasonText } from '../presentation/prose/reason-text.js';
import { protocolParagraphs } from '../presentation/tables/answer-rows.js';
import { csvLines } from './csv.js';
import { ExportProblem } from './export-problem.js';
import { asciiName } from './identifiers.js';
import { juliaScript } from './julia/mixed-models.js';
import { latexDocument } from './latex/latex-document.js';
import { pythonScript } from './python/statsmodels.js';
import { brmsFit } from './r/brms-fit.js';
import { glmmTMBFit, lme4Fit } from './r/fit-in-r.js';
import { rHeader, rSimulation } from './r/r-simulation.js';
import { simrPower } from './r/simr-power.js';
import { stanProgram } from './stan/stan-program.js';
import { studyOf, withReadableNumbers, type Study } from './study.js';
import { limitOf, requirementOf, reservedWords, type ExportTarget } from './targets.js';

export interface ExportOptions {
    target: ExportTarget;
    title: string | null;
    /** By effect its value as it is written, a term without predictors. */
    written?: Readonly<Record<string, Term>>;
    /** Of the simulated data, or of the code that simulates them. A whole number. */
    seed: number;
}

/**
 * The whole text, ending with a line end.
 *
 * A number that the model asks for by `?` is the answer of its goal; a remark in the text says so.
 *
 * @throws ExportProblem where the tool can't say the model, or a number is missing
 */
export function exportModel(model: ModelSpec, options: ExportOptions): string {
    const { target, title, seed } = options;
    const { spec, remarks } = completed(model);
    const limit = limitOf(spec, target);
    if (limit !== null) {
        throw new ExportProblem(limit);
    }
    if (target === 'latex') {
        const analysis = analyze(spec, { exact: 'closed' });
        return lines(latexDocument(spec, { title, analysis, remarks, protocol: protocolOf(model) }));
    }
    const known = target === 'csv' ? spec : withReadableNumbers(spec);
    const isR = rTargets.has(target);
    const study = studyOf(known, {
        title,
        reserved: reservedWords[target],
        spelling: isR || target === 'csv' ? name => name.normalize('NFC') : asciiName,
        hasFactors: isR,
        remarks: [...remarks, ...[requirementOf(spec, target)].filter(needed => needed !== null)],
        written: options.written,
        degreesOfFreedom: target === 'csv' ? undefined : degreesOfFreedom(spec)
    });
    return lines(code(study, target, seed));
}

/** Those whose code is R's own: names keep their letters, and factors are factors. The names of brms stand in a Stan program. */
const rTargets = new Set<ExportTarget>(['lme4', 'glmmTMB', 'simr']);

/** Of each test, where its reference is t or F. */
function degreesOfFreedom(spec: ModelSpec): (number | null)[] | undefined {
    return spec.tests.some(({ reference }) => reference === 't')
        ? answer(spec, { exact: 'closed', allocation: false, around: false }).tests.map(({ df }) => df)
        : undefined;
}

/** What the model's tests can find, for a study's protocol. */
function protocolOf(spec: ModelSpec): string[] {
    const answers = spec.tests.length === 0 ? null : answer(spec, { exact: 'closed', allocation: false, around: false });
    return answers === null ? [] : protocolParagraphs({ spec, analysis: analyze(spec, { exact: 'closed' }), answers });
}

const lines = (text: readonly string[]): string => `${text.join('\n')}\n`;

function code(study: Study, target: Exclude<ExportTarget, 'latex'>, seed: number): string[] {
    const simulatedInR = (fit: string[], purpose: string) => [...rHeader(study, purpose), '', ...rSimulation(study, seed), '', ...fit];
    switch (target) {
        case 'lme4':
            return simulatedInR(lme4Fit(study), 'Simulates one data set and fits it by maximum likelihood.');
        case 'glmmTMB':
            return simulatedInR(glmmTMBFit(study), 'Simulates one data set and fits it by maximum likelihood with glmmTMB.');
        case 'brms':
            return simulatedInR(brmsFit(study), 'Simulates one data set and fits it by brms.');
        case 'simr':
            return [...rHeader(study, 'The power of the tests, by simulation.'), '', ...simrPower(study, seed)];
        case 'stan':
            return stanProgram(study);
        case 'mixedmodels':
            return juliaScript(study, seed);
        case 'statsmodels':
            return pythonScript(study, seed);
        case 'csv':
            return csvLines(study, simulated(study, seed));
    }
}

function simulated({ spec }: Study, seed: number): ReturnType<typeof simulateData> {
    try {
        return simulateData(spec, seed);
    } catch (error) {
        throw new ExportProblem(`Data of the model ${spec.name} can't be simulated. ${reasonText(reasonOf(error)).long}`);
    }
}

/** The model with every number known: what `?` and `marginal(…)` stand for is computed. */
function completed(model: ModelSpec): { spec: ModelSpec; remarks: string[] } {
    const { spec, remarks } = answered(model);
    const intercept = spec.fixed.find(({ marginal }) => marginal !== null);
    if (!intercept) {
        return { spec, remarks };
    }
    try {
        const solved = solveMarginal(spec);
        const value = solved.fixed.find(({ name }) => name === intercept.name)?.value ?? null;
        const remark = `${intercept.name} = ${formatValue(value)} gives the mean response ${formatValue(intercept.marginal)}.`;
        return { spec: solved, remarks: [...remarks, remark] };
    } catch (error) {
        throw new ExportProblem(
            `The value of ${intercept.name} in the model ${spec.name} can't be found. ${reasonText(reasonOf(error)).long}`
        );
    }
}

function answered(spec: ModelSpec): { spec: ModelSpec; remarks: string[] } {
    const asked = askedQuantity(spec);
    if (asked === null) {
        return { spec, remarks: [] };
    }
    const found = answeredSpec(spec, answer(spec, { exact: 'closed', allocation: false, around: false }));
    if (found === null) {
        throw new ExportProblem(`The model ${spec.name} asks for ${asked.name} by ?, and its goals give no number. Write a number there.`);
    }
    return { spec: found.spec, remarks: found.remark === null ? [] : [found.remark] };
}

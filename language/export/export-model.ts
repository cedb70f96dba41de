/** A model as text for another tool. */
import { solveMarginal } from '../../src-engine/predictors/marginal.js';
import { reasonOf } from '../../src-engine/result/not-available.js';
import type { ModelSpec, Term } from '../../src-engine/spec/model-spec.js';
import { answeredSpec } from '../presentation/choice/answered-spec.js';
import { askedQuantity } from '../presentation/choice/asked-quantity.js';
import type { AuthorScales } from '../presentation/notation/author-scale.js';
import { formatValue } from '../presentation/notation/numbers.js';
import { reasonText } from '../presentation/prose/reason-text.js';
import { ExportProblem } from './export-problem.js';
import type { ExportTarget } from './export-target.js';
import { ModelNumbers } from './model-numbers.js';
import { limitOf, requirementOf, targets } from './targets.js';

export interface ExportOptions {
    target: ExportTarget;
    title: string | null;
    /** The value of each effect as written in the file, a term without predictors. */
    written?: Readonly<Record<string, Term>>;
    /** The scales on which the author wrote the numbers. */
    scales?: AuthorScales;
    /** The seed of the simulated data, or of the code that simulates them. A whole number. */
    seed: number;
}

/**
 * The whole text, ending with a line end.
 *
 * A number that the model asks for by `?` is replaced by its answer; a remark in the text says so.
 *
 * @throws ExportProblem if the tool can't take the model, or a number is missing
 */
export function exportModel(model: ModelSpec, { target, title, written, scales = {}, seed }: ExportOptions): string {
    const numbers = new ModelNumbers(model);
    const { spec, remarks } = completed(model, numbers);
    const limit = limitOf(spec, target);
    if (limit !== null) {
        throw new ExportProblem(limit);
    }
    const requirement = requirementOf(spec, target);
    const lines = targets[target].lines({
        asked: model,
        spec,
        numbers,
        title,
        remarks: requirement === null ? remarks : [...remarks, requirement],
        written,
        scales,
        seed
    });
    return `${lines.join('\n')}\n`;
}

/** The model with every number known: `?` and `marginal(…)` are replaced by computed values. */
function completed(model: ModelSpec, numbers: ModelNumbers): { spec: ModelSpec; remarks: string[] } {
    const { spec, remarks } = answered(model, numbers);
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

function answered(spec: ModelSpec, numbers: ModelNumbers): { spec: ModelSpec; remarks: string[] } {
    const asked = askedQuantity(spec);
    if (asked === null) {
        return { spec, remarks: [] };
    }
    const found = answeredSpec(spec, numbers.answers());
    if (found === null) {
        throw new ExportProblem(`The model ${spec.name} asks for ${asked.name} by ?, and its goals give no number. Write a number there.`);
    }
    return { spec: found.spec, remarks: found.remark === null ? [] : [found.remark] };
}

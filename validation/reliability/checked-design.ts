/** A random design with its exact variances and what the program says of it, as `npm run check-rules` writes it. */
import { readFileSync } from 'node:fs';
import { read, type Diagnostic } from '../../library/index.js';
import { comparedAccuracies, type ComparedAccuracies } from './compared-accuracies.js';
import { exactVariances, type ExactVariance } from './exact-variances.js';
import type { RandomDesign } from './random-designs.js';

export interface CheckedDesign extends RandomDesign {
    /** The codes of the warnings that the text of the model has. */
    warnings: string[];
    /** Empty where no exact variance can be computed. */
    variances: ComparedAccuracies[];
}

/** @param relativeError of simulated exact variances. @param known the design as it was checked before, whose exact variances are kept */
export function rulesCheckedOn(design: RandomDesign, relativeError: number, known?: CheckedDesign): CheckedDesign {
    const [model] = read(design.text).models;
    if (!model?.spec) {
        throw new Error(`${design.text}\n${model?.diagnostics.map(({ message }) => message).join('\n')}`);
    }
    const exact = known && known.variances.length > 0 ? exactOf(known) : exactVariances(model.spec, relativeError);
    const variances = exact.size === 0 ? [] : comparedAccuracies(model.spec, exact);
    return { ...design, warnings: warningsOf(model.diagnostics), variances };
}

const exactOf = ({ variances }: CheckedDesign): Map<string, ExactVariance> =>
    new Map(variances.map(({ parameter, exact, error }) => [parameter, { exact, error }]));

function warningsOf(diagnostics: readonly Diagnostic[]): string[] {
    return [...new Set(diagnostics.filter(({ severity }) => severity === 'warning').map(({ code }) => code))];
}

export function checkedDesigns(file: string | URL): CheckedDesign[] {
    return JSON.parse(readFileSync(file, 'utf8')) as CheckedDesign[];
}

/** One line for each design. Six digits are the same on every machine. */
export function jsonOf(designs: readonly CheckedDesign[]): string {
    const rounded = (_: string, value: unknown): unknown => (typeof value === 'number' ? Number(value.toPrecision(6)) : value);
    return `[\n${designs.map(design => JSON.stringify(design, rounded)).join(',\n')}\n]\n`;
}

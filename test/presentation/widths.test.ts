/** A narrow terminal, and a pipe, show all numbers that a wide terminal shows. */
import { describe, expect, it } from 'vitest';
import { modelText, plainStyle, type ModelView } from '../../language/presentation/index.js';
import { answerRows } from '../../language/presentation/tables/answer-rows.js';
import { parameterRows } from '../../language/presentation/tables/parameter-table.js';
import { varianceText } from '../../language/presentation/tables/variance-comparison.js';
import { noNumber } from '../../language/presentation/notation/numbers.js';
import type { Variance } from '../../src-engine/result/analysis.js';
import { firstModel, fixture, sweepOf, viewOfText } from './rendered-model.js';

const accuracies = ['leading', 'twoTerm', 'refined', 'exact'] as const;

const spaced = (text: string) => ` ${text.replace(/,?\s+/g, ' ')} `;

/** Small variances with their Monte-Carlo errors, as thousands of groups have them. */
function withWideNumbers(view: ModelView): ModelView {
    const wide = ({ asyVar }: Variance) => ({ asyVar: asyVar! / 1e5, error: asyVar! / 1e8, simulated: true, standing: null, reason: null });
    const parameters = view.analysis!.parameters.map(parameter =>
        parameter.refined.asyVar === null ? parameter : { ...parameter, refined: wide(parameter.refined), exact: wide(parameter.refined) }
    );
    return { ...view, analysis: { ...view.analysis!, parameters } };
}

function expectAllNumbers(view: ModelView, width: number): void {
    const { spec, scales, analysis, answers, sweep } = view;
    const text = modelText({ file: 'm.glmm', title: null, spec, scales, analysis: analysis!, answers, sweep }, width, plainStyle);
    text.split('\n').forEach(line => expect([...line.normalize('NFC')].length, line).toBeLessThanOrEqual(width));
    const shown = spaced(text);
    for (const { name, value, asyVar, standardError, interval } of parameterRows(analysis!)) {
        [name, value, asyVar, standardError, interval]
            .filter(cell => cell !== noNumber)
            .forEach(cell => expect(shown, `${cell} of ${name} in ${width} columns`).toContain(spaced(cell)));
    }
    const known = accuracies.filter(accuracy => analysis!.parameters.some(parameter => parameter[accuracy].asyVar !== null));
    // One accuracy alone is that of the standard errors.
    for (const parameter of known.length < 2 ? [] : analysis!.parameters) {
        for (const accuracy of known.filter(one => parameter[one].asyVar !== null)) {
            const forms = [5, 4, 3].map(digits => ` ${varianceText(parameter[accuracy], digits)} `);
            expect(
                forms.some(form => shown.includes(form)),
                `${accuracy} ${parameter.name} in ${width} columns`
            ).toBe(true);
        }
    }
    for (const { of, what, values, text: textOf } of answers ? answerRows(spec, answers) : []) {
        for (const accuracy of accuracies.filter(one => values[one] !== null)) {
            expect(shown, `${accuracy} ${of} ${what} in ${width} columns`).toContain(` ${textOf(values[accuracy]!)} `);
        }
    }
}

const names = ['talk', 'slopes', 'blood-pressure', 'wedge', 'linear', 'levels', 'trial', 'detectable', 'swept'];

describe.each(names)('%s', name => {
    it('in 40 to 100 columns', async () => {
        const view = viewOfText(await firstModel(fixture(name)), await sweepOf(fixture(name)));
        [40, 50, 60, 80, 100].forEach(width => expectAllNumbers(view, width));
    });

    it('with wide numbers', async () => {
        const view = withWideNumbers(viewOfText(await firstModel(fixture(name))));
        [40, 50, 60, 80, 100].forEach(width => expectAllNumbers(view, width));
    });
});

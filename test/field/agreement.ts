/** Lenses, hovers, terminal, explorer, report and LaTeX show the same headline numbers of a model. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { computedModel } from '../../cli/computed-model.js';
import { computedParts as explored } from '../../explorer/computation.js';
import { askedQuantity } from '../../language/presentation/choice/asked-quantity.js';
import { fixedEffectHover } from '../../language/presentation/hover/fixed-effect.js';
import { fixedEffectLens, freshView, modelText, plainStyle, testLens } from '../../language/presentation/index.js';
import { standardErrorOf, standardErrorText } from '../../language/presentation/prose/confidence-interval.js';
import { protocolParagraphs } from '../../language/presentation/tables/answer-rows.js';
import { exportModel } from '../../language/export/index.js';
import { reportModel } from '../../report/index.js';
import type { LoweredModel } from '../../language/index.js';
import { examine, type Analysis, type DesignAnswers, type ModelSpec } from '../../src-engine/index.js';
import { openTextIn } from '../open-text.js';

const headlines = ({ parameters }: Analysis) =>
    parameters.map(({ name, using, standardError, isRough }) => ({ name, using, standardError, isRough }));

/** The numbers in use of all goals. */
const answersInUse = ({ tests, precisions }: DesignAnswers) => [
    ...tests.map(({ using, power, required }) => ({ using, told: using && power[using], required: required?.using ? required.value[required.using] : null })),
    ...precisions.map(({ using, reached, required }) => ({ using, told: using && reached[using], required: required.using && required.value[required.using] }))
]; // prettier-ignore

/** Tests every model of the files in these folders. */
export function describeAgreement(...folders: string[]): void {
    const files = folders.flatMap(folder =>
        readdirSync(folder)
            .filter(name => name.endsWith('.glmm'))
            .map(name => ({ folder, name }))
    );
    describe.each(files)('$folder/$name', ({ folder, name }) => {
        it('has one headline everywhere', async () => {
            const { models } = await openTextIn(folder, readFileSync(`${folder}/${name}`, 'utf8'));
            expect(models.length).toBeGreaterThan(0);
            for (const model of models) {
                if (model.spec !== null && model.issues.every(({ severity }) => severity !== 'error')) {
                    expectOneHeadline(model, model.spec);
                }
            }
        }, 300_000);
    });
}

function expectOneHeadline(model: LoweredModel, spec: ModelSpec): void {
    const own = computedModel(model, [], { exact: 'quick', seed: 1 });
    const [analysis, answers] = [own.analysis!, own.answers!];
    const there = own.answered?.analysis ?? analysis;
    const view = freshView({ spec, scales: model.scales, analysis, answers, examination: examine(spec) });
    const terminal = modelText(
        { file: 'm', title: null, spec, scales: model.scales, analysis, answers, answered: own.answered },
        400,
        plainStyle
    );
    for (const parameter of there.parameters.filter(({ kind, standardError }) => kind === 'fixed' && standardError !== null)) {
        const se = standardErrorText(standardErrorOf(parameter)!);
        expect(`${fixedEffectLens(view, parameter.name)} `.startsWith(`SE ${se} `)).toBe(true);
        expect(fixedEffectHover(view, parameter.name, null)).toContain(`**SE ${se}**`);
        expect(terminal).toContain(` ${se}`);
    }

    const report = reportModel(model, [], { exact: 'quick', seed: 1 }).numbers!;
    expect(headlines(report.answeredAnalysis)).toEqual(headlines(there));
    expect(answersInUse(report.answers)).toEqual(answersInUse(answers));

    const asked = { generation: 1, spec, beside: null, goal: null, isRough: false, ranges: {} };
    for (const part of [...explored({ ...asked, share: 'counts' }), ...explored({ ...asked, share: 'n' })]) {
        if (part.part === 'answers') {
            expect(answersInUse(part.answers)).toEqual(answersInUse(answers));
            spec.tests.forEach((_, index) =>
                expect(testLens({ ...view, analysis: null, answers: part.answers }, index)).toBe(testLens(view, index))
            );
        } else if (part.part === 'estimates') {
            expect(headlines(part.analysis)).toEqual(headlines(there));
        }
    }

    const claims = protocolParagraphs(view, 'claims');
    if (claims.length > 0 && askedQuantity(spec) === null) {
        const latex = exportModel(spec, { target: 'latex', title: null, seed: 1, written: model.written, scales: model.scales });
        const powers = claims.flatMap(claim => /power (\d\.\d+) to detect/.exec(claim)?.[1] ?? []);
        powers.forEach(power => expect(latex).toContain(`power ${power} to detect`));
    }
}

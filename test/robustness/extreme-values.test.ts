import { describe, expect, it } from 'vitest';
import { fixedEffectHover, fixedEffectLens, modelHover, modelLens, type ModelView } from '../../language/presentation/index.js';
import { analyze, examine } from '../../src-engine/index.js';
import { openText } from '../open-text.js';
import { extreme, impossible } from './models.js';
import { processorTime, timed } from './patience.js';
import { expectReadable, expectSoundAnalysis, expectSoundExamination, expectSoundFile } from './soundness.js';

/** A person waits no longer for an answer, be it that there is none. */
const patience = 3000;

describe('a number out of range is an error at its place', () => {
    it.each(Object.entries(impossible))('%s', async (_, text) => {
        const { result: file, milliseconds } = await timed(() => openText(text));
        expect(milliseconds).toBeLessThan(patience);
        const errors = expectSoundFile(text, file).filter(issue => issue.severity === 'error');
        expect(errors.length).toBeGreaterThan(0);
        for (const { range } of errors) {
            expect(range.start.line).toBe(range.end.line);
        }
    });
});

describe('extreme values give a number, a reason or a message', () => {
    it.each(Object.entries(extreme))('%s', { timeout: 30_000 }, async (_, text) => {
        const { result: file, milliseconds: reading } = await timed(() => openText(text));
        expect(reading).toBeLessThan(patience);
        const errors = expectSoundFile(text, file).filter(issue => issue.severity === 'error');
        const spec = file.models[0]!.spec;
        if (spec === null) {
            expect(errors.length).toBeGreaterThan(0);
            return;
        }
        const examination = examine(spec);
        expectSoundExamination(examination);
        const deadline = processorTime() + patience;
        const { result: analysis, milliseconds: computing } = await timed(() =>
            analyze(spec, { shouldStop: () => deadline < processorTime() })
        );
        // Many random effects may take longer than anybody waits, if only they can be stopped.
        if (analysis.reason?.code === 'stopped') {
            expect(spec.random[0].effects.length).toBeGreaterThan(3);
        }
        expectSoundAnalysis(analysis);
        const view: ModelView = {
            spec,
            analysis,
            state: 'fresh',
            exactIsUnderWay: false,
            answers: null,
            answersAreUnderWay: false,
            sweep: null,
            examination,
            title: null,
            doc: null
        };
        for (const { name } of spec.fixed.slice(0, 5)) {
            expectReadable(fixedEffectLens(view, name));
            expectReadable(fixedEffectHover(view, name, null));
        }
        expectReadable(modelLens(view));
        expectReadable(modelHover(view));
        expect(computing).toBeLessThan(patience + 500);
    });
});

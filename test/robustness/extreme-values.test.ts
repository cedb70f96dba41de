import { describe, expect, it } from 'vitest';
import { fixedEffectHover, fixedEffectLens, freshView, modelHover, modelLens } from '../../language/presentation/index.js';
import { analyze, examine } from '../../src-engine/index.js';
import { openText } from '../open-text.js';
import { extreme, impossible } from './models.js';
import { processorTime } from './processor-time.js';
import { expectReadable, expectSoundAnalysis, expectSoundExamination, expectSoundFile } from './soundness.js';

/** A person waits no longer for an answer, in milliseconds: then the analysis is asked to stop. */
const patience = 5000;

describe('a number out of range is an error at its place', () => {
    it.each(Object.entries(impossible))('%s', async (_, text) => {
        const file = await openText(text);
        const errors = expectSoundFile(text, file).filter(issue => issue.severity === 'error');
        expect(errors.length).toBeGreaterThan(0);
        for (const { range } of errors) {
            expect(range.start.line).toBe(range.end.line);
        }
    });
});

describe('extreme values give a number, a reason or a message', () => {
    it.each(Object.entries(extreme))('%s', async (_, text) => {
        const file = await openText(text);
        const errors = expectSoundFile(text, file).filter(issue => issue.severity === 'error');
        const spec = file.models[0]!.spec;
        if (spec === null) {
            expect(errors.length).toBeGreaterThan(0);
            return;
        }
        const examination = examine(spec);
        expectSoundExamination(examination);
        const deadline = processorTime() + patience;
        const analysis = analyze(spec, { shouldStop: () => deadline < processorTime() });
        expectSoundAnalysis(analysis);
        const view = freshView({ spec, analysis, examination });
        for (const { name } of spec.fixed.slice(0, 5)) {
            expectReadable(fixedEffectLens(view, name));
            expectReadable(fixedEffectHover(view, name, null));
        }
        expectReadable(modelLens(view));
        expectReadable(modelHover(view));
    });
});

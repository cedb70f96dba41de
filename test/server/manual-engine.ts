import { expect } from 'vitest';
import type { LoweredFile, LoweredModel } from '../../language/lowered-model.js';
import type { EngineResult, EngineWork } from '../../server/threads/engine-messages.js';
import type { JobOutcome } from '../../server/threads/worker-host.js';
import type { Analysis } from '../../src-engine/result/analysis.js';
import type { DesignAnswers, TestAnswer } from '../../src-engine/result/design-answers.js';
import type { Accuracy, ModelSpec } from '../../src-engine/spec/model-spec.js';

/** An engine whose jobs the test ends by hand. */
export class ManualEngine {
    /** Jobs for the numbers that come first. */
    readonly started: string[] = [];
    /** Jobs for exact variances, each with how far it goes. */
    readonly startedExact: string[] = [];
    /** Jobs for answers, each with how far it goes for exact variances; and for sweeps, each with its points. */
    readonly startedAnswers: string[] = [];
    readonly cancelled: string[] = [];
    private running: { work: EngineWork; settle: (outcome: JobOutcome<EngineResult>) => void } | null = null;

    run(work: EngineWork) {
        expect(this.running).toBeNull();
        const name = work.kind === 'sweep' ? `sweep of ${work.points.map(({ spec }) => spec.name).join(', ')}` : work.spec.name;
        const { exact } = work.options;
        if (work.kind !== 'analyze') {
            this.startedAnswers.push(work.kind === 'sweep' ? name : `${name} ${exact}`);
        } else if (exact === 'headline') {
            this.started.push(name);
        } else {
            this.startedExact.push(`${name} ${exact}`);
        }
        return {
            outcome: new Promise<JobOutcome<EngineResult>>(settle => (this.running = { work, settle })),
            cancel: () => {
                this.cancelled.push(name);
                void this.settle({ kind: 'stopped' });
            }
        };
    }

    get idle(): boolean {
        return this.running === null;
    }

    /** Ends the running job with its result; afterwards the service has seen its outcome. */
    async end(analysis = { parameters: [] as Analysis['parameters'] } as Analysis): Promise<void> {
        const kind = this.running?.work.kind ?? 'analyze';
        const results: Record<EngineWork['kind'], EngineResult> = {
            analyze: { kind: 'analyze', analysis },
            answer: { kind: 'answer', answers: { tests: [] as TestAnswer[] } as DesignAnswers },
            sweep: { kind: 'sweep', rows: [] }
        };
        await this.settle({ kind: 'done', result: results[kind], milliseconds: 1 });
    }

    /** Ends the running job as one over which the engine broke down. */
    async fail(): Promise<void> {
        await this.settle({ kind: 'failed', detail: '' });
    }

    private async settle(outcome: JobOutcome<EngineResult>): Promise<void> {
        const { running } = this;
        this.running = null;
        running?.settle(outcome);
        await new Promise(setImmediate);
    }

    async endAll(): Promise<void> {
        await new Promise(setImmediate);
        while (!this.idle) {
            await this.end();
        }
    }
}

const place = { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } };

/** A model by its name and a text that stands for its content; no text: it does not parse. It asks for nothing but what is in `more`. */
export function model(name: string, text: string | null, using: Accuracy | null = null, more: Partial<ModelSpec> = {}): LoweredModel {
    const asksNothing = { tests: [], precisions: [], cost: null, sweeps: [], fixed: [], design: { counts: [], n: null, attrition: 0 } };
    const spec = text === null ? null : ({ ...asksNothing, name: `${name} ${text}`, using, ...more } as unknown as ModelSpec);
    return {
        name,
        title: null,
        doc: null,
        range: place,
        nameRange: place,
        hasSyntaxErrors: text === null,
        spec,
        written: {},
        scales: {},
        sorted: [],
        hash: spec && spec.name,
        issues: [],
        places: []
    };
}

export const file = (...models: LoweredModel[]): LoweredFile => ({ models, issues: [] });

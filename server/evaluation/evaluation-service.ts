import type { LoweredFile } from '../../language/index.js';
import type { ModelSpec } from '../../src-engine/spec/model-spec.js';
import { evaluatedModel, type EvaluatedModel } from './evaluated-model.js';
import { exactFor, isDue, isEager, lensesWaitFor, lensRank, presentNumbers, stages, turns, type Stage } from './evaluation-stages.js';
import { isSame, numbersAfter, runOf, sweptAfter, type Run, type SweptModelsOf, type Task } from './evaluation-task.js';
import { takeNumbers } from './last-numbers.js';
import type { ExactDepth, Numbers } from './model-results.js';
import { ResultCache } from './result-cache.js';
import { TimeSlices } from './time-slices.js';
import { isSettled, TrackedDocument, type TrackedModel } from './tracked-document.js';
import type { EngineResult, EngineWork } from '../threads/engine-messages.js';
import type { Job, JobOutcome, WorkerHost } from '../threads/worker-host.js';

/** The results for a hash: numbers, or null if the engine failed. */
type Outcome = { numbers: Numbers | null };

interface Candidate {
    model: TrackedModel;
    uri: string;
    index: number;
}

export interface EvaluationOptions {
    /** Whether exact variances may be simulated. */
    simulatesExact: () => boolean;
    sweptModels: SweptModelsOf;
    /** Milliseconds after an edit before work starts that no lens waits for, unless somebody looks at it. Default 0. */
    typingPause?: number;
}

/** How many results are kept beyond those of the open documents' present texts. */
const cacheCapacity = 1000;

/**
 * Holds the computed numbers of every model of every open document, and has the rest computed. It runs one stage of one model at a
 * time: first the model that somebody looked at, then the models nearest to the last edit. A later stage starts when no model needs
 * an earlier one, and stops as soon as one does. A model that takes long gives way to the others. Requests never wait.
 *
 * By design, two things never occur: numbers shown as fresh for a text with another hash, and a job for a text that no open document
 * contains.
 */
export class EvaluationService {
    /** Ordered by their last update. */
    private readonly documents = new Map<string, TrackedDocument>();
    private readonly cache = new ResultCache<Outcome>(cacheCapacity);
    /** Hashes of models that somebody looked at and that are not computed yet, the latest last. */
    private readonly asked = new Set<string>();
    private running: { task: Task; job: Job<EngineResult>; slice: NodeJS.Timeout } | null = null;
    private readonly slices = new TimeSlices();
    /** Runs until the end of the typing pause. */
    private pause: NodeJS.Timeout | null = null;
    private readonly listeners: ((lensRank: number) => void)[] = [];

    constructor(
        private readonly host: Pick<WorkerHost<EngineWork, EngineResult>, 'run'>,
        private readonly options: EvaluationOptions
    ) {}

    /** Calls back when the visible results may have changed. `lensRank`: the rank of the stage that is being computed, 0 if there is none. */
    onChange(listener: (lensRank: number) => void): void {
        this.listeners.push(listener);
    }

    /** A document was opened or edited. Its last good numbers stay until new ones arrive. */
    update(uri: string, file: LoweredFile, text = ''): void {
        const document = this.documents.get(uri) ?? new TrackedDocument();
        const changed = document.update(file, text);
        this.documents.delete(uri);
        this.documents.set(uri, document);
        for (const model of document.models) {
            const outcome = isSettled(model) ? undefined : this.cache.get(model.lowered.hash ?? '');
            if (outcome) {
                takeNumbers(model, outcome.numbers);
            }
        }
        this.stopWhatIsNotWanted(changed);
        this.waitForPause();
        this.pump();
    }

    close(uri: string): void {
        this.documents.delete(uri);
        this.reconsider();
    }

    /** Something other than an edit may have changed what needs to be computed. */
    reconsider(): void {
        this.stopWhatIsNotWanted(false);
        this.pump();
    }

    /** The URIs of the open documents. */
    uris(): Iterable<string> {
        return this.documents.keys();
    }

    /** All models of a document in text order; empty if it is not open. */
    models(uri: string): EvaluatedModel[] {
        const document = this.documents.get(uri);
        return document ? document.models.map((_, index) => this.evaluated(document, index)) : [];
    }

    /** One model of a document, by its index in text order. */
    model(uri: string, index: number): EvaluatedModel | undefined {
        const document = this.documents.get(uri);
        return document?.models[index] && this.evaluated(document, index);
    }

    /** Somebody looks at this model: it is computed next. */
    ask(uri: string, index: number): void {
        const model = this.documents.get(uri)?.models[index];
        if (model && model.lowered.hash !== null && !this.isComplete(model)) {
            this.asked.delete(model.lowered.hash);
            this.asked.add(model.lowered.hash);
            this.reconsider();
        }
    }

    private evaluated(document: TrackedDocument, index: number): EvaluatedModel {
        const { hash, spec } = document.models[index]!.lowered;
        return evaluatedModel(document, index, { isAsked: hash !== null && this.asked.has(hash), depth: this.depthFor(spec) });
    }

    /** The depth to which exact variances of a model are computed. */
    private depthFor(spec: ModelSpec | null): ExactDepth {
        return !this.options.simulatesExact() ? 'closed' : spec?.using === 'exact' ? 'simulate' : 'quick';
    }

    /** Whether nothing is left to compute for the model's present text. */
    private isComplete(model: TrackedModel): boolean {
        const depth = this.depthFor(model.lowered.spec);
        return !stages.some(stage => isDue(stage, model, depth));
    }

    /** Starts the next job if the engine is free and work is left, and notifies the listeners. */
    private pump(): void {
        const found = this.running ? null : this.next();
        const next = found && this.isTooEarly(found) ? null : found;
        const run = next && runOf(next, this.options.sweptModels);
        if (next && run) {
            const job = this.host.run(run.work);
            const running = { task: next, job, slice: setTimeout(() => this.endSlice(), this.slices.of(next)) };
            this.running = running;
            void job.outcome.then(outcome => {
                clearTimeout(running.slice);
                this.running = null;
                this.receive(next, run, outcome);
                this.pump();
            });
        }
        const rank = this.running ? lensRank(this.running.task.stage, this.running.task.spec) : 0;
        this.listeners.forEach(listener => listener(rank));
    }

    /** The running task has exceeded its slice. It goes on only if it is still next. */
    private endSlice(): void {
        if (this.running) {
            const { task, job } = this.running;
            const slice = this.slices.of(task);
            this.slices.exceed(task);
            const next = this.next();
            if (next && !isSame(next, task)) {
                job.cancel();
            } else {
                this.running.slice = setTimeout(() => this.endSlice(), slice);
            }
        }
    }

    /** Nobody looks at most of the texts between two keystrokes, and work for them would delay the next one. */
    private isTooEarly({ stage, spec }: Task): boolean {
        return this.pause !== null && this.asked.size === 0 && !lensesWaitFor(stage, spec);
    }

    private waitForPause(): void {
        const { typingPause = 0 } = this.options;
        if (this.pause) {
            clearTimeout(this.pause);
        }
        this.pause =
            typingPause === 0
                ? null
                : setTimeout(() => {
                      this.pause = null;
                      this.pump();
                  }, typingPause);
    }

    /**
     * The next work: the earliest stage that any model needs; for it, the model that somebody looked at last, then the one nearest
     * to the last edit. Numbers and answers that have exceeded their slice come after all others.
     */
    private next(): Task | null {
        const asked: Candidate[] = [];
        for (const hash of [...this.asked].reverse()) {
            const candidate = this.find(hash);
            if (candidate && !this.isComplete(candidate.model)) {
                asked.push(candidate);
            } else {
                this.asked.delete(hash);
            }
        }
        for (const stagesOfTurn of turns) {
            const slow: Task[] = [];
            for (const stage of stagesOfTurn) {
                const task = this.firstTask(stage, asked, slow) ?? this.firstTask(stage, this.eager(stage), slow);
                if (task) {
                    return task;
                }
            }
            if (slow.length > 0) {
                return this.slices.first(slow);
            }
        }
        return null;
    }

    /** @param slow receives the tasks on the way that have exceeded their slice */
    private firstTask(stage: Stage, candidates: Iterable<Candidate>, slow: Task[]): Task | null {
        for (const { model, uri, index } of candidates) {
            const { spec, hash } = model.lowered;
            const depth = this.depthFor(spec);
            if (spec && hash !== null && isDue(stage, model, depth)) {
                const task = { stage, hash, spec, exact: exactFor(stage, spec, depth), uri, index };
                if (!this.slices.hasExceeded(task)) {
                    return task;
                }
                slow.push(task);
            }
        }
        return null;
    }

    /** The models for which a stage is computed although nobody looked at them. */
    private *eager(stage: Stage): Generator<Candidate> {
        for (const [uri, document] of [...this.documents].reverse()) {
            for (const [model, index] of document.near()) {
                if (isEager(stage, document, index)) {
                    yield { model, uri, index };
                }
            }
        }
    }

    /**
     * Stops a job if its text is gone, if nobody needs its result, if an edit overtakes it (the edited model comes first, the other
     * one later), if an earlier stage is due, or if it has exceeded its slice and another one is next.
     */
    private stopWhatIsNotWanted(edited: boolean): void {
        if (!this.running) {
            return;
        }
        const { task, job } = this.running;
        const next = this.next();
        const isNext = next && isSame(next, task);
        const givesWay = !next || stages.indexOf(next.stage) < stages.indexOf(task.stage);
        const isSlow = !isNext && this.slices.hasExceeded(task);
        const model = this.find(task.hash)?.model;
        const { spec } = model?.lowered ?? { spec: null };
        const isDeepEnough = spec !== null && exactFor(task.stage, spec, this.depthFor(spec)) === task.exact;
        if (!model || !isDeepEnough || (edited && !isNext) || (task.stage !== 'numbers' && givesWay) || isSlow) {
            job.cancel();
        }
    }

    private receive(task: Task, run: Run, outcome: JobOutcome<EngineResult>): void {
        if (outcome.kind === 'stopped') {
            return;
        }
        const result = outcome.kind === 'done' ? outcome.result : null;
        if (task.stage === 'sweep') {
            const swept = sweptAfter(task, run, result);
            this.modelsWhere(({ lowered }) => lowered.spec === task.spec).forEach(model => (model.swept = swept));
            return;
        }
        const known = this.find(task.hash);
        const before = (known && presentNumbers(known.model)) ?? this.cache.get(task.hash)?.numbers ?? null;
        const after: Outcome = { numbers: numbersAfter(task, result, before) };
        this.cache.set(task.hash, after);
        this.modelsWhere(({ lowered }) => lowered.hash === task.hash).forEach(model => takeNumbers(model, after.numbers));
    }

    private modelsWhere(holds: (model: TrackedModel) => boolean): TrackedModel[] {
        return [...this.documents.values()].flatMap(({ models }) => models.filter(holds));
    }

    /** A model of an open document with this hash. */
    private find(hash: string): Candidate | undefined {
        for (const [uri, document] of this.documents) {
            const index = document.models.findIndex(candidate => candidate.lowered.hash === hash);
            const model = document.models[index];
            if (model) {
                return { model, uri, index };
            }
        }
        return undefined;
    }
}

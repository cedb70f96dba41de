import type { LoweredFile, LoweredModel } from '../language/lowered-model.js';
import type { ModelSpec } from '../src-engine/model-spec.js';
import { ResultCache } from './result-cache.js';
import {
    hasExact,
    isSettled,
    TrackedDocument,
    type ExactDepth,
    type ModelNumbers,
    type Numbers,
    type TrackedModel
} from './tracked-document.js';
import type { EngineJob, JobOutcome, WorkerHost } from './worker-host.js';

export interface EvaluatedModel extends ModelNumbers {
    lowered: LoweredModel;
    /** Exact variances of the present text are being computed, or will be next. */
    exactIsUnderWay: boolean;
}

/** What an analysis left: numbers, or null where the engine broke down. */
type Outcome = { numbers: Numbers | null };

/** One run of the engine: without exact variances, so that numbers are there at once, or for them. */
interface Task {
    hash: string;
    spec: ModelSpec;
    exact: ExactDepth;
}

/** Results that are kept beyond those of the open documents' present texts. */
const cacheCapacity = 1000;

/**
 * Knows the numbers of every model of every open document, as far as they are computed, and has the rest computed:
 * one model at a time, first what was looked at, then around the last edit. Exact variances come when nothing else is left to
 * compute, and give way as soon as something is. Asking never waits.
 *
 * What is absent by design: numbers under a hash that is not of the text they are shown for as fresh; a job for a text
 * that no open document holds.
 */
export class EvaluationService {
    /** In the order of their last update. */
    private readonly documents = new Map<string, TrackedDocument>();
    private readonly cache = new ResultCache<Outcome>(cacheCapacity);
    /** Hashes of the models that were looked at and are not computed, the latest last. */
    private readonly asked = new Set<string>();
    private running: { task: Task; job: EngineJob } | null = null;
    private readonly listeners: ((busy: boolean) => void)[] = [];

    /** @param simulatesExact whether exact variances may be simulated where a file asks for them */
    constructor(
        private readonly host: Pick<WorkerHost, 'run'>,
        private readonly simulatesExact: () => boolean = () => true
    ) {}

    /** Calls back when what can be shown may have changed; `busy`: more of what lenses show is being computed. */
    onChange(listener: (busy: boolean) => void): void {
        this.listeners.push(listener);
    }

    /** A document was opened or edited. Its last good numbers stay until there are new ones. */
    update(uri: string, file: LoweredFile): void {
        const document = this.documents.get(uri) ?? new TrackedDocument();
        const changed = document.update(file);
        this.documents.delete(uri);
        this.documents.set(uri, document);
        for (const model of document.models) {
            const outcome = isSettled(model) ? undefined : this.cache.get(model.lowered.hash ?? '');
            if (outcome) {
                applyOutcome(model, outcome);
            }
        }
        this.stopWhatIsNotWanted(changed);
        this.pump();
    }

    close(uri: string): void {
        this.documents.delete(uri);
        this.reconsider();
    }

    /** What is to be computed may have changed otherwise than by an edit. */
    reconsider(): void {
        this.stopWhatIsNotWanted(false);
        this.pump();
    }

    /** The URIs of the open documents. */
    uris(): Iterable<string> {
        return this.documents.keys();
    }

    /** All models of a document in text order; empty where it is not open. */
    models(uri: string): EvaluatedModel[] {
        const document = this.documents.get(uri);
        return document ? document.models.map((_, index) => this.evaluated(document, index)) : [];
    }

    /** One model of a document, by its place in text order. */
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
        const model = document.models[index]!;
        const { lowered, lastGood, failed } = model;
        const isAsked = lowered.hash !== null && this.asked.has(lowered.hash);
        const state = (): ModelNumbers['state'] => {
            if (lowered.hash === null) {
                return 'stale';
            } else if (failed) {
                return 'failed';
            } else if (lastGood?.hash === lowered.hash) {
                return 'fresh';
            }
            return document.isNear(index) || isAsked ? 'computing' : 'waiting';
        };
        const exactIsUnderWay = !this.isComplete(model) && (isAsked || document.wantsExact(index));
        return { lowered, numbers: lastGood, state: state(), exactIsUnderWay };
    }

    /** How far the exact variances of a model are to be computed. */
    private depthFor({ lowered: { spec } }: TrackedModel): ExactDepth {
        return spec?.using === 'exact' && this.simulatesExact() ? 'simulate' : 'closed';
    }

    /** Whether nothing is left to compute for the model's present text, exact variances included. */
    private isComplete(model: TrackedModel): boolean {
        return isSettled(model) && !this.needsExact(model);
    }

    private needsExact(model: TrackedModel): boolean {
        const { lowered, lastGood, failed } = model;
        return !failed && lastGood !== null && lastGood.hash === lowered.hash && !hasExact(lastGood, this.depthFor(model));
    }

    /** Starts the next job, if the engine is free and something is left to compute, and tells the listeners. */
    private pump(): void {
        const next = this.running ? null : this.next();
        if (next) {
            const job = this.host.run(next.spec, { exact: next.exact });
            this.running = { task: next, job };
            void job.outcome.then(outcome => {
                this.running = null;
                this.receive(next, outcome);
                this.pump();
            });
        }
        // Lenses are made from exact variances only where the file says so.
        const isBusy = this.running !== null && (this.running.task.exact === 'none' || this.running.task.spec.using === 'exact');
        this.listeners.forEach(listener => listener(isBusy));
    }

    private next(): Task | null {
        const asked: TrackedModel[] = [];
        for (const hash of [...this.asked].reverse()) {
            const model = this.find(hash);
            if (model && !this.isComplete(model)) {
                asked.push(model);
            } else {
                this.asked.delete(hash);
            }
        }
        return (
            firstTask(
                asked,
                model => !isSettled(model),
                () => 'none'
            ) ??
            firstTask(
                this.near(),
                model => !isSettled(model),
                () => 'none'
            ) ??
            firstTask(
                asked,
                model => this.needsExact(model),
                model => this.depthFor(model)
            ) ??
            firstTask(
                this.nearForExact(),
                model => this.needsExact(model),
                model => this.depthFor(model)
            )
        );
    }

    private *near(): Generator<TrackedModel> {
        for (const document of [...this.documents.values()].reverse()) {
            for (const [model] of document.near()) {
                yield model;
            }
        }
    }

    private *nearForExact(): Generator<TrackedModel> {
        for (const document of [...this.documents.values()].reverse()) {
            for (const [model, index] of document.near()) {
                if (document.wantsExact(index)) {
                    yield model;
                }
            }
        }
    }

    /**
     * Stops a job whose text is gone or whose result nobody wants, one that an edit overtakes: what is typed at is computed at once, and the
     * other model later again; and exact variances where other numbers are due.
     */
    private stopWhatIsNotWanted(edited: boolean): void {
        if (!this.running) {
            return;
        }
        const { task, job } = this.running;
        const model = this.find(task.hash);
        const next = this.next();
        const isOvertaken = edited && (next?.hash !== task.hash || next.exact !== task.exact);
        const givesWay =
            task.exact !== 'none' && (next === null || next.exact === 'none' || (model && this.depthFor(model) !== task.exact));
        if (!model || isOvertaken || givesWay) {
            job.cancel();
        }
    }

    private receive({ hash, spec, exact }: Task, outcome: JobOutcome): void {
        if (outcome.kind === 'stopped') {
            return;
        }
        const result = this.resultOf({ hash, spec, exact }, outcome);
        this.cache.set(hash, result);
        for (const document of this.documents.values()) {
            for (const model of document.models) {
                if (model.lowered.hash === hash) {
                    applyOutcome(model, result);
                }
            }
        }
    }

    /** Where the engine breaks down over exact variances, the other numbers stay, and exact ones are not tried again. */
    private resultOf(task: Task, outcome: Exclude<JobOutcome, { kind: 'stopped' }>): Outcome {
        if (outcome.kind === 'done') {
            return { numbers: { ...task, analysis: outcome.analysis } };
        }
        const before = task.exact === 'none' ? null : this.find(task.hash)?.lastGood;
        return { numbers: before?.hash === task.hash ? { ...before, exact: task.exact } : null };
    }

    /** A model of an open document with this hash. */
    private find(hash: string): TrackedModel | undefined {
        for (const document of this.documents.values()) {
            const model = document.models.find(candidate => candidate.lowered.hash === hash);
            if (model) {
                return model;
            }
        }
        return undefined;
    }
}

/** What is to be run for the first of the models that is due. */
function firstTask(
    models: Iterable<TrackedModel>,
    isDue: (model: TrackedModel) => boolean,
    depth: (model: TrackedModel) => ExactDepth
): Task | null {
    for (const model of models) {
        const { spec, hash } = model.lowered;
        if (spec && hash !== null && isDue(model)) {
            return { hash, spec, exact: depth(model) };
        }
    }
    return null;
}

function applyOutcome(model: TrackedModel, outcome: Outcome): void {
    if (outcome.numbers) {
        model.lastGood = outcome.numbers;
    } else {
        model.failed = true;
    }
}

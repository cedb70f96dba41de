import type { LoweredFile, LoweredModel } from '../language/lowered-model.js';
import type { ModelSpec } from '../src-engine/model-spec.js';
import { ResultCache } from './result-cache.js';
import { isSettled, TrackedDocument, type ModelNumbers, type Numbers, type TrackedModel } from './tracked-document.js';
import type { EngineJob, JobOutcome, WorkerHost } from './worker-host.js';

export interface EvaluatedModel extends ModelNumbers {
    lowered: LoweredModel;
}

/** What an analysis left: numbers, or null where the engine broke down. */
type Outcome = { numbers: Numbers | null };

/** Results that are kept beyond those of the open documents' present texts. */
const cacheCapacity = 1000;

/**
 * Knows the numbers of every model of every open document, as far as they are computed, and has the rest computed:
 * one model at a time, first what was looked at, then around the last edit. Asking never waits.
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
    private running: { hash: string; job: EngineJob } | null = null;
    private readonly listeners: ((busy: boolean) => void)[] = [];

    constructor(private readonly host: Pick<WorkerHost, 'run'>) {}

    /** Calls back when what can be shown may have changed; `busy`: more is being computed. */
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
        if (model && model.lowered.hash !== null && !isSettled(model)) {
            this.asked.delete(model.lowered.hash);
            this.asked.add(model.lowered.hash);
            this.pump();
        }
    }

    private evaluated(document: TrackedDocument, index: number): EvaluatedModel {
        const model = document.models[index]!;
        const { lowered, lastGood, failed } = model;
        const state = (): ModelNumbers['state'] => {
            if (lowered.hash === null) {
                return 'stale';
            } else if (failed) {
                return 'failed';
            } else if (lastGood?.hash === lowered.hash) {
                return 'fresh';
            }
            return document.isNear(index) || this.asked.has(lowered.hash) ? 'computing' : 'waiting';
        };
        return { lowered, numbers: lastGood, state: state() };
    }

    /** Starts the next job, if the engine is free and something is left to compute, and tells the listeners. */
    private pump(): void {
        const next = this.running ? null : this.next();
        if (next) {
            const job = this.host.run(next.spec);
            this.running = { hash: next.hash, job };
            void job.outcome.then(outcome => {
                this.running = null;
                this.receive(next, outcome);
                this.pump();
            });
        }
        this.listeners.forEach(listener => listener(this.running !== null));
    }

    private next(): { hash: string; spec: ModelSpec } | null {
        for (const hash of [...this.asked].reverse()) {
            const model = this.find(hash);
            if (model?.lowered.spec && !isSettled(model)) {
                return { hash, spec: model.lowered.spec };
            }
            this.asked.delete(hash);
        }
        for (const document of [...this.documents.values()].reverse()) {
            for (const model of document.near()) {
                if (!isSettled(model) && model.lowered.spec && model.lowered.hash !== null) {
                    return { hash: model.lowered.hash, spec: model.lowered.spec };
                }
            }
        }
        return null;
    }

    /**
     * Stops a job whose text is gone, and one that an edit overtakes: what is typed at is computed at once, and the
     * other model later again.
     */
    private stopWhatIsNotWanted(edited: boolean): void {
        if (!this.running) {
            return;
        }
        const overtaken = edited && this.next()?.hash !== this.running.hash;
        if (overtaken || !this.find(this.running.hash)) {
            this.running.job.cancel();
        }
    }

    private receive({ hash, spec }: { hash: string; spec: ModelSpec }, outcome: JobOutcome): void {
        if (outcome.kind === 'stopped') {
            return;
        }
        const result: Outcome = { numbers: outcome.kind === 'done' ? { hash, spec, analysis: outcome.analysis } : null };
        this.cache.set(hash, result);
        this.asked.delete(hash);
        for (const document of this.documents.values()) {
            for (const model of document.models) {
                if (model.lowered.hash === hash) {
                    applyOutcome(model, result);
                }
            }
        }
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

function applyOutcome(model: TrackedModel, outcome: Outcome): void {
    if (outcome.numbers) {
        model.lastGood = outcome.numbers;
    } else {
        model.failed = true;
    }
}

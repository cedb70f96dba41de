/** The page: takes models from the editor and changes from a person, and has the numbers computed that `results-view.ts` shows. */
import { adjusted, type Adjustable } from '../src-engine/design/adjustments.js';
import type { ModelSpec } from '../src-engine/spec/model-spec.js';
import { goalLabel, goalsOf } from './answer-sentences.js';
import type { ComputationRequest, Found } from './computation.js';
import type { Reply } from './computing.js';
import { KeptState, type KeptModel, type WebView } from './kept-state.js';
import type { ExploredModel, FromExplorer, ToExplorer } from './messages.js';
import { adjustmentsOf, notWrittenReason, stillMoved, withMoved } from './moved-numbers.js';
import { NumberPanel } from './number-panel.js';
import { PageParts } from './page-parts.js';
import { Requests } from './requests.js';
import { placeOf, ResultsView } from './results-view.js';
import { inMemory, Thread } from './thread.js';

/** Milliseconds after the last movement until all is computed finely. */
const restAfter = 250;

const shares = ['counts', 'n'] as const;

interface Current extends KeptModel {
    model: ExploredModel;
    beside: string | null;
    other: ExploredModel | null;
}

export class ExplorerPage {
    private readonly parts = new PageParts();
    readonly root = this.parts.root;
    private readonly numbers: NumberPanel;
    private readonly results: ResultsView;
    private readonly threads: Record<ComputationRequest['share'], Thread>;
    private readonly kept: KeptState;
    private file = '';
    private models: ExploredModel[] = [];
    private current: Current | null = null;
    private readonly requests = new Requests();
    /** Whether the text with the written values has not arrived yet. The editor's answer may come before or after it. */
    private awaitsText = false;
    private timer: ReturnType<typeof setTimeout> | undefined;

    constructor(
        private readonly host: WebView,
        computing: string
    ) {
        this.kept = new KeptState(host);
        const source = inMemory(computing);
        const thread = (share: ComputationRequest['share']): Thread =>
            new Thread(
                source,
                reply => this.take(share, reply),
                problem => this.fail(problem)
            );
        this.threads = { counts: thread('counts'), n: thread('n') };
        const { parts } = this;
        this.numbers = new NumberPanel(parts.numbers, (of, own, value, isResting) => this.move(of, own, value, isResting));
        this.results = new ResultsView(parts);
        parts.goal.addEventListener('change', () => this.choose({ goal: Number(parts.goal.value) }));
        parts.beside.addEventListener('change', () => this.choose({ beside: parts.beside.value || null }));
        parts.write.addEventListener('click', () => this.write());
        parts.resetAll.addEventListener('click', () => this.resetAll());
    }

    start(): void {
        this.say({ kind: 'ready' });
    }

    receive(message: ToExplorer): void {
        if (message.kind === 'written') {
            this.parts.written.textContent = message.problem ?? 'Written to the file.';
            this.awaitsText &&= message.problem === null;
            return;
        }
        const file = message.file ?? '';
        if (file !== this.file) {
            // A model of another file is a different one, even with the same name.
            this.current = null;
        }
        this.file = file;
        this.models = message.models;
        const before = this.current;
        const isBefore = ({ name }: ExploredModel): boolean => name === before?.model.name;
        const model = message.models.find(({ index }) => index === message.current) ?? message.models.find(isBefore) ?? message.models[0];
        this.parts.tell(message.file, model ?? null, message.remark);
        if (!model) {
            this.current = null;
            this.requests.startAnew();
            return;
        }
        this.show(model);
    }

    private show(model: ExploredModel): void {
        const before = this.current;
        const kept = this.kept.of(this.file, model.name);
        const goals = goalsOf(model.spec);
        const other = this.models.find(({ name, index }) => name === kept.beside && index !== model.index) ?? null;
        this.current = { ...kept, goal: kept.goal < goals.length ? kept.goal : 0, moved: stillMoved(kept.moved, model.spec), model, other };
        const isSame = before?.model.name === model.name && before.model.hash === model.hash;
        if (!isSame || JSON.stringify(before.model.scales) !== JSON.stringify(model.scales)) {
            this.numbers.build(model.spec, model.scales);
        }
        if (!isSame) {
            this.results.answered = null;
        }
        // A message about a write belongs only to the text that resulted from it.
        if (!isSame && !this.awaitsText) {
            this.parts.written.textContent = '';
        }
        this.awaitsText &&= isSame;
        const labels = goals.map(goal => goalLabel(model.spec, goal));
        const names = this.models.filter(({ index }) => index !== model.index).map(({ name }) => name);
        this.parts.offer(labels, this.current.goal, names, other?.name ?? null);
        if (!isSame || before.other?.hash !== other?.hash || before.other?.name !== other?.name || before.goal !== this.current.goal) {
            this.begin();
        }
        this.keep();
        this.showNumbers();
    }

    /** Starts new pictures, for another model or another goal. */
    private begin(): void {
        this.requests.startAnew();
        this.results.clear(this.current!.model.spec);
        this.ask(false);
    }

    private choose(chosen: Partial<Pick<KeptModel, 'goal' | 'beside'>>): void {
        const { current } = this;
        if (current) {
            const { moved, goal, beside } = current;
            this.kept.keep(this.file, current.model.name, { moved, goal, beside, ...chosen });
            this.show(current.model);
        }
    }

    private move(of: Adjustable, own: number | null, value: number | null, isResting: boolean): void {
        const { current } = this;
        if (current) {
            this.setMoved(withMoved(current.moved, of, value, own), isResting);
        }
    }

    private resetAll(): void {
        this.setMoved({}, true);
    }

    private setMoved(moved: Current['moved'], isResting: boolean): void {
        const { current } = this;
        if (!current) {
            return;
        }
        current.moved = moved;
        this.parts.written.textContent = '';
        this.showNumbers();
        clearTimeout(this.timer);
        if (isResting) {
            this.keep();
            this.ask(false);
        } else {
            this.ask(true);
            this.timer = setTimeout(() => {
                this.keep();
                this.ask(false);
            }, restAfter);
        }
    }

    private keep(): void {
        const { current, file } = this;
        if (current) {
            const { moved, goal, beside } = current;
            this.kept.keep(file, current.model.name, { moved, goal, beside });
        }
    }

    private showNumbers(): void {
        const { model, moved } = this.current!;
        this.numbers.show(moved, this.results.answered);
        this.parts.allowWriting(notWrittenReason(moved, model.spec, model.notWritable), Object.keys(moved).length > 0);
    }

    private write(): void {
        const { current } = this;
        if (current) {
            const { model, moved } = current;
            this.awaitsText = true;
            this.say({ kind: 'write', index: model.index, hash: model.hash, adjustments: adjustmentsOf(moved, model.spec) });
        }
    }

    private say(message: FromExplorer): void {
        this.host.postMessage(message);
    }

    private specNow(): ModelSpec {
        const { model, moved } = this.current!;
        return adjusted(model.spec, adjustmentsOf(moved, model.spec));
    }

    private ask(isRough: boolean): void {
        const { current } = this;
        const { ranges } = this.results;
        if (!current) {
            return;
        }
        clearTimeout(this.timer);
        const spec = this.specNow();
        const generation = this.requests.add(spec, shares);
        const goal = goalsOf(spec)[current.goal] ?? null;
        for (const share of shares) {
            this.threads[share].ask({ generation, share, spec, beside: current.other?.spec ?? null, goal, isRough, ranges });
        }
        this.parts.busy(true, isRough);
    }

    private take(share: ComputationRequest['share'], { generation, isRough, found }: Reply): void {
        const spec = this.requests.specOf(generation);
        if (!this.current || !spec) {
            return;
        }
        if (found === null) {
            this.finished(share, generation, isRough);
            return;
        }
        if (this.requests.mayShow(placeOf(found), generation)) {
            this.display(found, spec, isRough);
        }
    }

    private finished(share: ComputationRequest['share'], generation: number, isRough: boolean): void {
        const arePending = this.requests.finish(share, generation);
        if (arePending !== null) {
            this.parts.busy(arePending, isRough);
        }
    }

    private display(found: Found, spec: ModelSpec, isRough: boolean): void {
        if (found.part === 'failed') {
            this.fail(found.detail);
            return;
        }
        this.results.show(found, spec, this.current!, isRough);
        if (found.part === 'answers') {
            this.showNumbers();
        }
    }

    private fail(detail: string): void {
        this.parts.answer([`The numbers could not be computed. This is an internal error; please report it: ${detail}`], null);
        this.parts.busy(false, false);
    }
}

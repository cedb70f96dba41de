/** The state that the page keeps while it is hidden: moved numbers and choices, by file and model. */
import type { MovedNumbers } from './moved-numbers.js';

export interface KeptModel {
    moved: MovedNumbers;
    /** Index among the model's goals. */
    goal: number;
    /** Name of the model to compare with. */
    beside: string | null;
}

/** The interface that a web view offers its page. */
export interface WebView {
    postMessage(message: unknown): void;
    getState(): unknown;
    setState(state: unknown): void;
}

export class KeptState {
    private readonly models: Record<string, KeptModel>;

    constructor(private readonly host: WebView) {
        this.models = { ...(host.getState() as Record<string, KeptModel> | null | undefined) };
    }

    of(file: string, name: string): KeptModel {
        return this.models[keyOf(file, name)] ?? { moved: {}, goal: 0, beside: null };
    }

    keep(file: string, name: string, model: KeptModel): void {
        this.models[keyOf(file, name)] = model;
        this.host.setState(this.models);
    }
}

const keyOf = (file: string, name: string): string => JSON.stringify([file, name]);

/** The requests of the page to its threads, and which replies to them are still of use. */
import type { ModelSpec } from '../src-engine/spec/model-spec.js';
import type { ComputationRequest } from './computation.js';

/** A thread may be behind by some requests: their models are kept. */
const keptRequests = 1000;

export class Requests {
    /** The generation of the latest request. */
    private latest = 0;
    /** Replies to earlier requests are ignored. */
    private since = 0;
    /** The generation that each part of the page shows. */
    private readonly shown = new Map<string, number>();
    private readonly pending = new Set<ComputationRequest['share']>();
    /** The models of requests that may still be answered. */
    private readonly specs = new Map<number, ModelSpec>();

    /** Replies to all requests so far are ignored, and no part shows one. */
    startAnew(): void {
        this.since = this.latest + 1;
        this.shown.clear();
    }

    /** A request to these shares. @returns its generation */
    add(spec: ModelSpec, shares: readonly ComputationRequest['share'][]): number {
        this.specs.set(++this.latest, spec);
        shares.forEach(share => this.pending.add(share));
        return this.latest;
    }

    /** The model of a request whose replies are of use. */
    specOf(generation: number): ModelSpec | undefined {
        return generation < this.since ? undefined : this.specs.get(generation);
    }

    /** Whether a part of the page may show a reply: it shows none to a later request. */
    mayShow(part: string, generation: number): boolean {
        if (generation < (this.shown.get(part) ?? 0)) {
            return false;
        }
        this.shown.set(part, generation);
        return true;
    }

    /** A share has replied in full. @returns whether other shares are pending; null where a later request was made */
    finish(share: ComputationRequest['share'], generation: number): boolean | null {
        for (const known of this.specs.keys()) {
            if (known < generation - keptRequests) {
                this.specs.delete(known);
            }
        }
        if (generation !== this.latest) {
            return null;
        }
        this.pending.delete(share);
        return this.pending.size > 0;
    }
}

/** The messages between the server and one of its threads, for any kind of work. */

/** The data with which a thread starts. */
export interface ThreadData {
    /** The buffer of its `ThreadFlags`. */
    flags: SharedArrayBuffer;
}

export interface ThreadRequest<Work> {
    /** Counts from 1. */
    job: number;
    work: Work;
}

export type ThreadReply<Result> =
    /** The thread has loaded and accepts jobs. */
    | { kind: 'ready' }
    /** `milliseconds`: the duration of the work. */
    | { kind: 'done'; job: number; result: Result; milliseconds: number }
    /** The work threw an exception. This is an internal error, because work should return reasons. */
    | { kind: 'failed'; job: number; detail: string };

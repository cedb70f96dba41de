/** The messages between the server and a thread of its own, whatever the thread's work is. */

/** What a thread is started with. */
export interface ThreadData {
    /** Of its `ThreadFlags`. */
    flags: SharedArrayBuffer;
}

export interface ThreadRequest<Work> {
    /** Counts from 1. */
    job: number;
    work: Work;
}

export type ThreadReply<Result> =
    /** The thread has loaded and takes jobs. */
    | { kind: 'ready' }
    /** `milliseconds`: what the work took. */
    | { kind: 'done'; job: number; result: Result; milliseconds: number }
    /** The work threw: a defect, since it is meant to answer with reasons. */
    | { kind: 'failed'; job: number; detail: string };

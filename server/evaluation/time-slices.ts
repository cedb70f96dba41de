import type { Stage } from './evaluation-stages.js';
import type { Task } from './evaluation-task.js';
import { ResultCache } from './result-cache.js';

/** Milliseconds. Most models are done by far; exact variances that are computed without being asked for take about a second. */
const firstSlices: Record<Stage, number> = {
    numbers: 300,
    answers: 300,
    'exact-numbers': 2000,
    'exact-answers': 2000,
    sweep: 2000
};

/** How many tasks are remembered. Texts between two keystrokes leave some that nobody takes up again. */
const capacity = 1000;

interface Turn {
    slice: number;
    /** Of two tasks with equal slices, the one with the lower number runs first. */
    number: number;
}

/**
 * The time that each task gets while others wait. A task that exceeds its slice gets a slice twice as long, and runs after all tasks
 * with shorter slices. The engine starts it from the beginning: a task that needs the time T loses less than 2 T by this.
 */
export class TimeSlices {
    private readonly turns = new ResultCache<Turn>(capacity);
    private last = 0;

    /** Milliseconds. */
    of(task: Task): number {
        return this.turns.get(keyOf(task))?.slice ?? firstSlices[task.stage];
    }

    hasExceeded(task: Task): boolean {
        return this.turns.get(keyOf(task)) !== undefined;
    }

    /** Doubles the slice of a task and moves it behind the others with the same slice. */
    exceed(task: Task): void {
        this.turns.set(keyOf(task), { slice: 2 * this.of(task), number: ++this.last });
    }

    /** The task whose turn is next, of tasks that have exceeded a slice; null if there are none. */
    first(tasks: readonly Task[]): Task | null {
        const numbered = tasks.map(task => ({ task, slice: this.of(task), number: this.turns.get(keyOf(task))?.number ?? 0 }));
        numbered.sort((a, b) => a.slice - b.slice || a.number - b.number);
        return numbered[0]?.task ?? null;
    }
}

function keyOf({ stage, hash, exact }: Task): string {
    return `${stage} ${exact} ${hash}`;
}

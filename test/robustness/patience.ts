/** Processor time in milliseconds, which does not depend on other programs on the machine. */
export function processorTime(): number {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
}

/** Does the work and tells how long it kept the processor. */
export async function timed<T>(work: () => T | Promise<T>): Promise<{ result: T; milliseconds: number }> {
    const start = processorTime();
    const result = await work();
    return { result, milliseconds: processorTime() - start };
}

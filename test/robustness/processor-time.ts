/** Processor time in milliseconds, which does not depend on other programs on the machine. */
export function processorTime(): number {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
}

export function namesExportedTwice(texts: ReadonlyMap<string, string>): { name: string; files: string[] }[];
export function filesNamedTwice(files: readonly string[]): string[][];

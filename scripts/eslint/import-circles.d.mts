export function importCircles(texts: ReadonlyMap<string, string>): string[][];

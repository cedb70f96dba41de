export interface Manifest {
    name: string;
    dependencies?: Record<string, string>;
    devDependencies?: Record<string, string>;
}
export function declarationProblems(texts: ReadonlyMap<string, string>, manifest: Manifest): string[];

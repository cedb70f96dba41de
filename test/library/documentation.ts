/** The TypeScript examples of a page as one program, which compares what its comments claim. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

const root = path.resolve(import.meta.dirname, '../..');

export interface Claim {
    expression: string;
    claimed: string;
    actual: string;
}

/** `expression; // → claimed`, each on a line of its own. */
const claimLine = /^(\s*)(.+); \/\/ → (.+)$/gm;

export function examplesOf(page: string): string {
    const text = readFileSync(path.join(root, page), 'utf8');
    return [...text.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code]) => code).join('\n');
}

/** What the compiler says of the examples, against the types of the built package. */
export function typeErrors(page: string): string[] {
    const file = written(page, 'ts', examplesOf(page));
    const compiled = ts.createProgram([file], {
        module: ts.ModuleKind.Node16,
        moduleResolution: ts.ModuleResolutionKind.Node16,
        target: ts.ScriptTarget.ES2022,
        strict: true,
        noUncheckedIndexedAccess: true,
        noEmit: true,
        lib: ['lib.es2022.d.ts'],
        skipLibCheck: true,
        types: []
    });
    return ts.getPreEmitDiagnostics(compiled).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}

/** Runs the examples in Node, against the built package. */
export function claimsOf(page: string): Claim[] {
    const program = examplesOf(page).replace(
        claimLine,
        (_, space: string, expression: string, claimed: string) =>
            `${space}claims.push({ expression: ${JSON.stringify(expression)}, claimed: ${JSON.stringify(claimed)}, actual: JSON.stringify(${expression}) ?? 'undefined' });`
    );
    const { outputText } = ts.transpileModule(`const claims: object[] = [];\n${program}\nconsole.log(JSON.stringify(claims));`, {
        compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 }
    });
    const file = written(page, 'js', outputText);
    return JSON.parse(execFileSync(process.execPath, [file], { cwd: root, encoding: 'utf8' })) as Claim[];
}

/** Where the package finds itself by its name. */
function written(page: string, ending: 'ts' | 'js', text: string): string {
    const folder = path.join(root, 'out/documentation');
    mkdirSync(folder, { recursive: true });
    const file = path.join(folder, `${path.basename(page, '.md')}.${ending}`);
    writeFileSync(file, text);
    return file;
}

/** Whether a claim holds; `…` behind digits stands for more of them. */
export function holds({ claimed, actual }: Claim): boolean {
    const pattern = claimed.split('…').map(part => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('\\d*(?:e-?\\d+)?'); // prettier-ignore
    return new RegExp(`^${pattern}$`).test(actual);
}

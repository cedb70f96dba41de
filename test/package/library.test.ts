/** The package as a user has it: packed, installed into a separate project, compiled against and run. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureChromium } from '../../scripts/chromium.mjs';
import { browserOptions } from '../e2e/browser.mjs';

const root = path.resolve(import.meta.dirname, '../..');
const consumer = path.join(import.meta.dirname, 'consumer.ts');

interface Manifest {
    bin: Record<string, string>;
    exports: { '.': { types: string; default: string } };
    dependencies?: Record<string, string>;
    optionalDependencies?: Record<string, string>;
}
const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as Manifest;

/** A project that has installed the packed package, and nothing else. */
let project: string;
let installed: string;
let packed: string[];

function npm(args: string[], cwd: string): string {
    return execFileSync('npm', args, { cwd, encoding: 'utf8', shell: process.platform === 'win32', stdio: ['ignore', 'pipe', 'pipe'] });
}

/** Packs a copy, because that rewrites the manifest for a moment. */
function packedCopy(): string {
    const copy = path.join(project, 'copy');
    const { files } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { files: string[] };
    const parts = files.filter(part => !part.startsWith('!'));
    for (const part of ['package.json', 'LICENSE', 'README.md', 'scripts/published-manifest.mjs', ...parts]) {
        cpSync(path.join(root, part), path.join(copy, part), { recursive: true });
    }
    const before = readFileSync(path.join(copy, 'package.json'), 'utf8');
    npm(['pack', '--pack-destination', project], copy);
    expect(readFileSync(path.join(copy, 'package.json'), 'utf8')).toBe(before);
    return readdirSync(project).find(file => file.endsWith('.tgz'))!;
}

beforeAll(() => {
    project = mkdtempSync(path.join(tmpdir(), 'glmm-design-library-'));
    installed = path.join(project, 'node_modules/glmm-design');
    const filename = packedCopy();
    packed = execFileSync('tar', ['-tzf', filename], { cwd: project, encoding: 'utf8' }).trim().split('\n').map(file => file.replace(/^package\//, '')); // prettier-ignore
    // The bundles hold the code of the dependencies: in their place stand empty packages, so that nothing is taken from the network.
    mkdirSync(path.join(project, 'empty'));
    writeFileSync(path.join(project, 'empty/package.json'), '{ "name": "empty", "version": "99.0.0" }');
    const overrides = Object.fromEntries(Object.keys(manifest.dependencies!).map(name => [name, 'file:empty']));
    const own = { type: 'module', dependencies: { 'glmm-design': `file:${filename}` }, overrides };
    writeFileSync(path.join(project, 'package.json'), JSON.stringify(own));
    npm(['install', '--offline', '--ignore-scripts', '--no-audit', '--no-fund'], project);
    cpSync(consumer, path.join(project, 'consumer.ts'));
}, 120_000);

afterAll(() => rmSync(project, { recursive: true, force: true }));

describe('the packed package', () => {
    it('holds what its manifest points to, and no source maps', () => {
        const wanted = [...Object.values(manifest.bin), ...Object.values(manifest.exports['.'])].map(file => path.posix.normalize(file));
        expect(packed).toEqual(
            expect.arrayContaining([
                ...wanted,
                'LICENSE',
                'README.md',
                'dist/server/main.mjs',
                'dist/server/engine-worker.mjs',
                'docs/diagnostics.md'
            ])
        );
        expect(packed.filter(file => /node_modules|\.map$|\.tsbuildinfo$|^(src-engine|library|test|scripts)\//.test(file))).toEqual([]);
    });

    it('brings no Node of its own', () => {
        const published = JSON.parse(readFileSync(path.join(installed, 'package.json'), 'utf8')) as Manifest;
        expect(published.optionalDependencies).toBeUndefined();
        expect(published.dependencies).toEqual(manifest.dependencies);
        expect(readdirSync(path.join(project, 'node_modules/.bin'))).not.toContain('node');
    });

    it('has a command that runs', () => {
        const output = execFileSync(process.execPath, [path.join(installed, manifest.bin.glmm!), '--version'], { encoding: 'utf8' });
        expect(output.trim()).toMatch(/^\d+\.\d+\.\d+$/);
    });
});

describe('a program that uses every export', () => {
    it.each([
        ['node16', ts.ModuleKind.Node16, ts.ModuleResolutionKind.Node16],
        ['bundler', ts.ModuleKind.ESNext, ts.ModuleResolutionKind.Bundler]
    ])('compiles with moduleResolution %s and every strict option', { timeout: 60_000 }, (_, module, moduleResolution) => {
        const compiled = ts.createProgram([path.join(project, 'consumer.ts')], {
            module,
            moduleResolution,
            target: ts.ScriptTarget.ES2022,
            lib: ['lib.es2022.d.ts'],
            strict: true,
            exactOptionalPropertyTypes: true,
            noUncheckedIndexedAccess: true,
            skipLibCheck: false,
            noEmit: true,
            types: []
        });
        const messages = ts
            .getPreEmitDiagnostics(compiled)
            .map(({ messageText, file }) => `${file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`);
        expect(messages).toEqual([]);
        const declarations = compiled.getSourceFiles().map(({ fileName }) => fileName);
        expect(declarations.filter(file => file.includes('glmm-design/dist')).length).toBeGreaterThan(5);
    });

    it('names every export', async () => {
        const library = (await import(pathToFileURL(path.join(installed, manifest.exports['.'].default)).href)) as object;
        const [, names] = /import \{ (.*) \} from 'glmm-design'/.exec(readFileSync(consumer, 'utf8'))!;
        expect(Object.keys(library).sort()).toEqual(names!.split(', ').sort());
    });

    it('runs in Node, and gives the constant of the closed form', () => {
        const { outputText } = ts.transpileModule(readFileSync(consumer, 'utf8'), {
            compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 }
        });
        writeFileSync(path.join(project, 'consumer.js'), `${outputText}\nconsole.log(JSON.stringify(result));`);
        const output = execFileSync(process.execPath, ['consumer.js'], { cwd: project, encoding: 'utf8' });
        const { constants, ...rest } = JSON.parse(output) as { constants: Record<string, number> };
        const [beta0, beta1, variance] = [-1.46, 2.11, 6.66];
        const closedForm = (beta1 ** 3 * Math.sinh(beta1)) / (Math.exp(beta0 + variance / 2) * (Math.sinh(beta1) ** 2 - beta1 ** 2));
        expect(constants.beta0).toBeCloseTo(variance, 12);
        expect(constants.beta1).toBeCloseTo(closedForm, 12);
        expect(rest).toEqual({
            blocks: ['A', 'B', null],
            same: true,
            diagnostics: 0,
            subjects: expect.any(Number) as number,
            page: true,
            reason: 'invalid',
            refused: 'invalid',
            wrongCall: 'UsageError'
        });
    });

    it('has declarations for what the bundle exports alone', () => {
        const folder = path.join(installed, 'dist/library/types');
        const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(file => file.endsWith('.d.ts'));
        expect(files.length).toBeLessThan(20);
    });
});

describe('the library in a browser', () => {
    it('reads, computes and reports without Node', async () => {
        const browser = await chromium.launch(browserOptions(ensureChromium()));
        try {
            const page = await browser.newPage();
            await page.route('**/*', async route => {
                const { pathname } = new URL(route.request().url());
                await (pathname === '/library.js'
                    ? route.fulfill({ path: path.join(installed, manifest.exports['.'].default), contentType: 'text/javascript' })
                    : route.fulfill({ body: '<!doctype html><title>empty</title>', contentType: 'text/html' }));
            });
            await page.goto('http://127.0.0.1/');
            const program = `import('/library.js').then(({ read, analyze, answer, report }) => {
                const file = read('model a { family bernoulli fixed A { b0: 1 = 1 } random g { b0 sd 0.5 } design { g = 40, n = 10 } test t: b0 = 0 power 0.9 }');
                const { spec } = file.models[0];
                return [analyze(spec).parameters[0].standardError, answer(spec).tests[0].power.refined, report(file).text.length];
            })`;
            const [standardError, power, length] = await page.evaluate<number[]>(program);
            expect(standardError).toBeGreaterThan(0.05);
            expect(standardError).toBeLessThan(0.5);
            expect(power).toBeGreaterThan(0.9);
            expect(length).toBeGreaterThan(1000);
        } finally {
            await browser.close();
        }
    }, 60_000);
});

import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');
/** The model of `examples/talk.glmm`, as another program would write it. */
const program = `import { analyze, type Analysis, type ModelSpec } from 'glmm-design';

const spec: ModelSpec = {
    name: 'talk',
    family: { name: 'poisson', link: 'log', phi: 1, trials: null, size: null },
    predictors: [{ kind: 'random', names: ['x'], law: { law: 'uniform', min: -1, max: 1 }, per: null }],
    fixed: [
        { name: 'beta0', block: 'A', term: { op: 'number', value: 1 }, value: -1.46, marginal: null },
        { name: 'beta1', block: 'B', term: { op: 'predictor', name: 'x' }, value: 2.11, marginal: null }
    ],
    offset: null,
    random: [{ group: 'subject', within: null, effects: ['beta0'], covariance: { structure: 'unstructured', matrix: [[6.66]] } }],
    design: { counts: [{ group: 'subject', count: 50 }], n: { kind: 'fixed', n: 20 }, attrition: 0 },
    using: null, tests: [], precisions: [], cost: null, sweeps: [], derived: [], data: [], simulation: null
};
const analysis: Analysis = analyze(spec, { accuracy: 1e-10 });
export const constants = analysis.parameters.map(({ name, leading }) => [name, leading.constant] as const);
`;

/** A project that has the package among its own. */
let project: string;

beforeAll(() => {
    project = mkdtempSync(path.join(tmpdir(), 'glmm-design-library-'));
    mkdirSync(path.join(project, 'node_modules'));
    symlinkSync(root, path.join(project, 'node_modules/glmm-design'), 'junction');
    writeFileSync(path.join(project, 'package.json'), '{ "type": "module" }');
    writeFileSync(path.join(project, 'program.ts'), program);
});

afterAll(() => rmSync(project, { recursive: true, force: true }));

describe('the engine as a library', () => {
    it('has types that need nothing else', () => {
        const compiled = ts.createProgram([path.join(project, 'program.ts')], {
            module: ts.ModuleKind.NodeNext,
            target: ts.ScriptTarget.ES2022,
            strict: true,
            noEmit: true,
            types: []
        });
        const messages = ts.getPreEmitDiagnostics(compiled).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
        expect(messages).toEqual([]);
    });

    it('gives the constant of the closed form', () => {
        const { outputText } = ts.transpileModule(program, {
            compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 }
        });
        writeFileSync(path.join(project, 'program.js'), `${outputText}\nconsole.log(JSON.stringify(Object.fromEntries(constants)));`);
        const output = execFileSync(process.execPath, ['program.js'], { cwd: project, encoding: 'utf8' });
        const constants = JSON.parse(output) as Record<string, number>;
        const [beta0, beta1, variance] = [-1.46, 2.11, 6.66];
        const closedForm = (beta1 ** 3 * Math.sinh(beta1)) / (Math.exp(beta0 + variance / 2) * (Math.sinh(beta1) ** 2 - beta1 ** 2));
        expect(constants.beta0).toBeCloseTo(variance, 12);
        expect(constants.beta1).toBeCloseTo(closedForm, 12);
    });
});

describe('the package', () => {
    it('holds what its manifest points to', () => {
        const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
            bin: Record<string, string>;
            exports: { '.': { types: string; default: string } };
        };
        const output = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
            cwd: root,
            encoding: 'utf8',
            shell: process.platform === 'win32'
        });
        const [{ files }] = JSON.parse(output) as [{ files: { path: string }[] }];
        const packed = files.map(file => file.path);
        const wanted = [...Object.values(manifest.bin), ...Object.values(manifest.exports['.'])].map(file => path.posix.normalize(file));
        expect(packed).toEqual(
            expect.arrayContaining([...wanted, 'LICENSE', 'README.md', 'dist/server/main.cjs', 'dist/server/engine-worker.cjs'])
        );
        expect(packed.filter(file => /node_modules|\.tsbuildinfo$|^(src-engine|test|scripts)\//.test(file))).toEqual([]);
    });
});

/**
 * ESLint rule: a layer imports only the layers below it, and only the packages that are allowed for it.
 * The layers are those of `docs/architecture.md`.
 */
import { isBuiltin } from 'node:module';
import path from 'node:path';

/**
 * By folder: other folders of the project (or single files, without their ending) that it may import, the packages,
 * and whether Node's modules. `null` packages: any.
 */
export const layers = {
    'src-engine': { below: [], packages: ['ml-matrix'], node: false },
    language: {
        below: ['src-engine'],
        packages: ['chevrotain', 'langium', 'vscode-languageserver-types', 'vscode-languageserver-textdocument', 'vscode-uri'],
        node: false
    },
    pictures: { below: ['language/presentation', 'src-engine'], packages: ['@observablehq/plot'], node: false },
    report: {
        below: ['pictures', 'language', 'src-engine'],
        packages: [
            'katex',
            'linkedom',
            'mdast',
            'mdast-util-from-markdown',
            'mdast-util-gfm',
            'mdast-util-gfm-table',
            'mdast-util-to-markdown',
            'micromark-extension-gfm-table'
        ],
        node: false
    },
    library: { below: ['report', 'language', 'src-engine'], packages: ['langium'], node: false },
    explorer: { below: ['pictures', 'language/presentation', 'src-engine'], packages: [], node: false },
    server: { below: ['report', 'explorer/messages', 'language', 'src-engine'], packages: null, node: true },
    cli: {
        below: ['report', 'language', 'src-engine', 'server/documents/data-files', 'server/documents/data-file-reader'],
        packages: null,
        node: true
    },
    client: {
        below: ['server/protocol', 'explorer/messages', 'explorer/page-html'],
        packages: ['vscode', 'vscode-languageclient'],
        node: true
    }
};

/** The floors of the engine, the lowest first: a folder imports from itself and from those before it. `index.ts` stands on all of them. */
export const floors = [
    'numeric',
    'spec',
    'result',
    'laws',
    'family',
    'structure',
    'predictors',
    'input',
    'information',
    'one-factor',
    'several-factors',
    'gaussian',
    'study',
    'exact',
    'inference',
    'analysis',
    'design',
    'simulation'
];

/** Only the extension and the tests that run inside VS Code know it. */
const editorPackages = ['vscode', 'vscode-languageclient'];

/** What is wrong with an import, or null. `file` is relative to the project, with `/` between its folders. */
export function importProblem(file, imported) {
    const layer = file.split('/')[0];
    const rules = layers[layer];
    if (!rules) {
        return null;
    }
    if (imported.startsWith('.')) {
        const target = path.posix.join(path.posix.dirname(file), imported).replace(/\.\w+$/, '');
        const inside = folder => target === folder || target.startsWith(`${folder}/`);
        if (inside(layer)) {
            return layer === 'src-engine' ? floorProblem(file, target) : null;
        }
        if (rules.below.some(inside)) {
            return null;
        }
        return `\`${layer}\` may import ${listed(rules.below)} of this project, but not \`${target}\`.`;
    }
    if (isBuiltin(imported)) {
        return rules.node ? null : `\`${layer}\` knows nothing of Node: \`${imported}\` can't be imported here.`;
    }
    const name = packageOf(imported);
    if (name === 'langium' && imported === 'langium/node' && !rules.node) {
        return `\`${layer}\` reads no files: import \`langium\`.`;
    }
    const allowed = rules.packages ? rules.packages.includes(name) : !editorPackages.includes(name);
    return allowed ? null : `\`${layer}\` may not import the package \`${name}\`.`;
}

/** The root of the engine holds nothing but `index.ts`; every other file stands on a floor. */
function floorProblem(file, target) {
    if (file === 'src-engine/index.ts') {
        return null;
    }
    const [from, to] = [file, target].map(path => path.split('/')[1]);
    const [own, imported] = [from, to].map(floor => floors.indexOf(floor));
    if (own < 0) {
        return `\`${file}\` stands on no floor of the engine: put it into one of ${listed(floors)}.`;
    }
    if (imported < 0) {
        return `\`${target}\` stands on no floor of the engine, so nothing in the engine can import it.`;
    }
    return imported <= own ? null : `The floor \`${to}\` of the engine stands above \`${from}\`: imports run downwards only.`;
}

/** The package of an import: `langium` of `langium/lsp`. */
export function packageOf(imported) {
    return imported
        .split('/')
        .slice(0, imported.startsWith('@') ? 2 : 1)
        .join('/');
}

function listed(folders) {
    return folders.length === 0 ? 'nothing else' : folders.map(folder => `\`${folder}\``).join(' and ');
}

export const importLayers = {
    meta: { type: 'problem', schema: [], messages: { layer: '{{problem}}' } },
    create(context) {
        const file = path.relative(context.cwd, context.filename).split(path.sep).join('/');
        const check = source => {
            if (typeof source?.value !== 'string') {
                return;
            }
            const problem = importProblem(file, source.value);
            if (problem) {
                context.report({ node: source, messageId: 'layer', data: { problem } });
            }
        };
        return {
            ImportDeclaration: node => check(node.source),
            ExportNamedDeclaration: node => check(node.source),
            ExportAllDeclaration: node => check(node.source),
            ImportExpression: node => check(node.source),
            TSImportType: node => check(node.source ?? node.argument?.literal),
            TSExternalModuleReference: node => check(node.expression),
            'CallExpression[callee.name="require"]': node => check(node.arguments[0])
        };
    }
};

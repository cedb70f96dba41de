/**
 * Compares the packages that files import with those that the manifest declares. What the layers import ships, in a bundle, and is in `dependencies`;
 * tests, benchmarks and scripts may use `devDependencies` as well.
 */
import { isBuiltin } from 'node:module';
import ts from 'typescript';
import { layers, packageOf } from './import-layers.mjs';

/** Given by the program that runs the extension. */
const provided = 'vscode';

/**
 * What is wrong, a sentence each.
 *
 * @param texts the text of each file by its path, relative to the project and with `/` between folders
 * @param manifest `package.json`
 */
export function declarationProblems(texts, { name: self, dependencies = {}, devDependencies = {} }) {
    const problems = [];
    const shipped = new Set();
    for (const [file, text] of texts) {
        const ships = Object.hasOwn(layers, file.split('/')[0]);
        for (const [imported, isType] of importedPackages(file, text)) {
            if (imported === self || imported === provided) {
                continue;
            }
            const types = `@types/${imported.replace('@', '').replace('/', '__')}`;
            const isTool = [imported, types].some(one => Object.hasOwn(devDependencies, one));
            const isDeclared = Object.hasOwn(dependencies, imported);
            if (ships && isDeclared) {
                shipped.add(imported);
            }
            if (!isDeclared && !(isTool && (isType || !ships))) {
                problems.push(`\`${file}\` imports \`${imported}\`, which \`${ships ? 'dependencies' : 'devDependencies'}\` must declare.`);
            }
        }
    }
    const unused = Object.keys(dependencies).filter(one => !shipped.has(one));
    return [
        ...problems,
        ...unused.map(one => `No layer imports \`${one}\`: it is a tool, and belongs into \`devDependencies\`, or is not needed.`)
    ];
}

/** The packages of a file's imports, and whether all that is taken of one is types. */
function importedPackages(file, text) {
    const found = new Map();
    const add = (specifier, isType) => {
        if (specifier && ts.isStringLiteralLike(specifier) && !specifier.text.startsWith('.') && !isBuiltin(specifier.text)) {
            const name = packageOf(specifier.text);
            found.set(name, isType && (found.get(name) ?? true));
        }
    };
    const visit = node => {
        if (ts.isImportDeclaration(node)) {
            add(node.moduleSpecifier, node.importClause?.isTypeOnly ?? false);
        } else if (ts.isExportDeclaration(node)) {
            add(node.moduleSpecifier, node.isTypeOnly);
        } else if (
            ts.isCallExpression(node) &&
            (node.expression.kind === ts.SyntaxKind.ImportKeyword || node.expression.getText() === 'require')
        ) {
            add(node.arguments[0], false);
        } else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
            add(node.argument.literal, true);
        }
        ts.forEachChild(node, visit);
    };
    visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true));
    return found;
}

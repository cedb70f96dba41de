import { AstUtils, CstUtils, type LangiumDocument } from 'langium';
import { DefaultRenameProvider } from 'langium/lsp';
import {
    LSPErrorCodes,
    type Range,
    type RenameParams,
    ResponseError,
    type TextDocumentPositionParams,
    type WorkspaceEdit
} from 'vscode-languageserver';
import { GlmmTerminals } from '../../language/generated/ast.js';
import { kindOf } from '../../language/checks/names.js';
import { type Declaration, isDeclaration, nameSpaceOf } from './declarations.js';
import { keywords } from '../../language/knowledge/keywords.js';
import { hasShapeOfName } from '../../language/parsing/name-shape.js';
import { declaredLevels, predictorOfLevel, type LevelNode } from '../../language/scoping/level-names.js';
import { modelOf, tablesFor } from '../../language/scoping/names.js';

const wholeName = new RegExp(`^(?:${GlmmTerminals.NAME.source})$`);

/** Renames an element everywhere if the new name is valid and not taken. */
export class GlmmRenameProvider extends DefaultRenameProvider {
    override async rename(document: LangiumDocument, params: RenameParams): Promise<WorkspaceEdit | undefined> {
        const named = this.namedAt(document, params);
        if (!named) {
            return undefined;
        }
        const { problem, text } = isDeclaration(named)
            ? { problem: problemOfName(params.newName, named), text: params.newName }
            : newLevel(params.newName, named);
        if (problem) {
            throw new ResponseError(LSPErrorCodes.RequestFailed, problem);
        }
        return super.rename(document, { ...params, newName: text });
    }

    override prepareRename(document: LangiumDocument, params: TextDocumentPositionParams): Range | undefined {
        return this.namedAt(document, params) && this.renameNodeRange(document, params.position);
    }

    private namedAt(document: LangiumDocument, { position }: TextDocumentPositionParams): Declaration | LevelNode | undefined {
        const root = document.parseResult.value.$cstNode;
        const offset = document.textDocument.offsetAt(position);
        const leaf = root && CstUtils.findDeclarationNodeAtOffset(root, offset, this.grammarConfig.nameRegexp);
        const target = leaf && this.references.findDeclarations(leaf)[0];
        return isDeclaration(target) ? target : predictorOfLevel(target) && (target as LevelNode);
    }
}

/** How a level is written under a new name, in quotes where it needs them, and why it cannot have it. */
function newLevel(newName: string, level: LevelNode): { problem: string | undefined; text: string } {
    const name = newName.trim().replace(/^"(.*)"$/, '$1');
    const predictor = predictorOfLevel(level);
    const levels = predictor ? declaredLevels(predictor) : [];
    const own = levels.find(({ node }) => node === level)?.name;
    const isWord = hasShapeOfName(name) && !keywords.has(name) && !['n', 'pi'].includes(name);
    const isConstant = tablesFor(level, 'target').some(table => table.has(name));
    const text = isWord && !isConstant ? name : `"${name}"`;
    if (name === '' || /["\\\n\r{]/.test(name)) {
        return { problem: 'The name of a level has at least one character, and no ", \\ or {.', text };
    }
    const isTaken = name !== own && levels.some(other => other.name === name);
    const owner = predictor?.names[0]?.name ?? '';
    return { problem: isTaken ? `The predictor ${owner} has a level ${name} already. Choose another name.` : undefined, text };
}

/** Why the element cannot have this name; undefined if it can. */
function problemOfName(name: string, declaration: Declaration): string | undefined {
    if (!wholeName.test(name)) {
        return `"${name}" is not a name: names have letters, digits and _, and begin with a letter or _.`;
    }
    if (name === 'n') {
        return 'The name n is reserved for the number of observations. Choose another name.';
    }
    const taken = name === declaration.name ? undefined : namesakes(declaration, name);
    return taken && `There is a ${kindOf(taken)} ${name} already. Choose another name.`;
}

/** An element with this name in the name space of the declaration. */
function namesakes(declaration: Declaration, name: string): Declaration | undefined {
    const space = nameSpaceOf(declaration);
    const root = AstUtils.findRootNode(declaration);
    const model = declaration.$type === 'Model' ? undefined : modelOf(declaration);
    return AstUtils.streamAllContents(root)
        .filter(isDeclaration)
        .find(other => {
            // A constant of the file conflicts with the names of every model.
            const meets = !model || declaration.$type === 'Model' || !modelOf(other) || modelOf(other) === model;
            return meets && other.name === name && nameSpaceOf(other) === space;
        });
}

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
import { modelOf } from '../../language/scoping/names.js';

const wholeName = new RegExp(`^(?:${GlmmTerminals.NAME.source})$`);

/** Renames an element everywhere if the new name is valid and not taken. */
export class GlmmRenameProvider extends DefaultRenameProvider {
    override async rename(document: LangiumDocument, params: RenameParams): Promise<WorkspaceEdit | undefined> {
        const declaration = this.declarationAt(document, params);
        if (!declaration) {
            return undefined;
        }
        const problem = problemOfName(params.newName, declaration);
        if (problem) {
            throw new ResponseError(LSPErrorCodes.RequestFailed, problem);
        }
        return super.rename(document, params);
    }

    override prepareRename(document: LangiumDocument, params: TextDocumentPositionParams): Range | undefined {
        return this.declarationAt(document, params) && this.renameNodeRange(document, params.position);
    }

    private declarationAt(document: LangiumDocument, { position }: TextDocumentPositionParams): Declaration | undefined {
        const root = document.parseResult.value.$cstNode;
        const offset = document.textDocument.offsetAt(position);
        const leaf = root && CstUtils.findDeclarationNodeAtOffset(root, offset, this.grammarConfig.nameRegexp);
        const target = leaf && this.references.findDeclarations(leaf)[0];
        return isDeclaration(target) ? target : undefined;
    }
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

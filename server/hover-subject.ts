import { type AstNode, AstUtils, CstUtils, GrammarAST, GrammarUtils, type LangiumDocument, type LeafCstNode } from 'langium';
import type { LangiumServices } from 'langium/lsp';
import type { Position } from 'vscode-languageserver';
import {
    isCall,
    isCategorical,
    isDependence,
    isDerived,
    isDiscrete,
    isEmpirical,
    isFamily,
    isMixture,
    isNamedLaw,
    isPrecision,
    isRandomEffect,
    isRandomEffects,
    type Call,
    type Dependence,
    type Model,
    type RandomEffect
} from '../language/generated/ast.js';
import { type Declaration, isDeclaration, modelOf } from './declarations.js';

/** What a place in the text is about. */
export type HoverSubject =
    /** An element of the file, where it is declared or used. */
    | { kind: 'declaration'; declaration: Declaration }
    /** A parameter by its name in an analysis: `var(beta0 | subject)`, `phi`. */
    | { kind: 'parameter'; name: string; model: Model }
    | { kind: 'family' | 'link' | 'law' | 'function' | 'keyword'; name: string };

export interface SubjectAt {
    /** The most telling first: where one says nothing the next one does. */
    subjects: HoverSubject[];
    leaf: LeafCstNode;
}

/** What stands at a position; undefined between words. */
export function subjectAt(services: LangiumServices, document: LangiumDocument, position: Position): SubjectAt | undefined {
    const root = document.parseResult.value.$cstNode;
    const offset = document.textDocument.offsetAt(position);
    const leaf = root && CstUtils.findDeclarationNodeAtOffset(root, offset, services.parser.GrammarConfig.nameRegexp);
    if (!leaf || leaf.hidden) {
        return undefined;
    }
    const declaration = services.references.References.findDeclarations(leaf).find(isDeclaration);
    const subjects: HoverSubject[] = declaration ? [{ kind: 'declaration', declaration }] : [];
    return { leaf, subjects: [...subjects, ...wordSubjects(leaf)] };
}

/** Words of the language: what they mean depends on the property that they are the value of. */
function wordSubjects(leaf: LeafCstNode): HoverSubject[] {
    const node = leaf.astNode;
    const property = GrammarUtils.findAssignment(leaf)?.feature;
    const name = leaf.text;
    if (isFamily(node) && (property === 'name' || property === 'link')) {
        return [{ kind: property === 'name' ? 'family' : 'link', name }];
    }
    if (isLaw(node) && property === 'name') {
        return [{ kind: 'law', name }];
    }
    if (isCall(node) && property === 'function') {
        return [...parameterOfCall(node), { kind: 'function', name }];
    }
    const model = modelOf(node);
    if (name === 'phi' && model) {
        return [
            { kind: 'parameter', name: 'phi', model },
            { kind: 'keyword', name }
        ];
    }
    // A name may be spelt like a keyword: there it is none.
    const isWord = GrammarAST.isKeyword(leaf.grammarSource) || name === 'pi' || property === 'method';
    return [...parameterAround(leaf), ...(isWord ? [{ kind: 'keyword', name } as const] : [])];
}

/** The variance component of the entry of a `random` block that the leaf is a part of. */
function parameterAround(leaf: LeafCstNode): HoverSubject[] {
    const entry = AstUtils.getContainerOfType(leaf.astNode, (node): node is RandomEffect | Dependence => isRandomEffect(node) || isDependence(node));
    const group = entry && AstUtils.getContainerOfType(entry, isRandomEffects)?.name;
    const model = entry && modelOf(entry);
    if (!group || !model) {
        return [];
    }
    if (isRandomEffect(entry)) {
        const effect = entry.effect?.$refText;
        return effect ? [{ kind: 'parameter', name: `var(${effect} | ${group})`, model }] : [];
    }
    const pair = (entry.effects ?? []).map((effect) => effect.$refText);
    return pair.length === 2 ? [{ kind: 'parameter', name: `cov(${pair.join(', ')} | ${group})`, model }] : [];
}

/** `var(beta0 | subject)` and the like in `derive` and `precision`. */
function parameterOfCall(call: Call): HoverSubject[] {
    const model = modelOf(call);
    const group = call.group?.$refText;
    const effects = (call.args ?? []).map((argument) => argument.$cstNode?.text ?? '');
    const isQuantity = AstUtils.hasContainerOfType(call, (node) => isDerived(node) || isPrecision(node));
    const names: Partial<Record<string, string>> = { var: 'var', sd: 'var', cov: 'cov', corr: 'cov' };
    const name = names[call.function];
    return model && group && isQuantity && name ? [{ kind: 'parameter', name: `${name}(${effects.join(', ')} | ${group})`, model }] : [];
}

function isLaw(node: AstNode): boolean {
    return [isNamedLaw, isDiscrete, isCategorical, isMixture, isEmpirical].some((is) => is(node));
}

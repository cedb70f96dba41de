import { writtenName } from '../../language/lowering/chosen-parameter.js';
import { type AstNode, AstUtils, CstUtils, GrammarAST, GrammarUtils, type LangiumDocument, type LeafCstNode } from 'langium';
import type { LangiumServices } from 'langium/lsp';
import type { Position } from 'vscode-languageserver';
import {
    isCall,
    isCategorical,
    isCost,
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
    isSweep,
    isTest,
    isUnknown,
    isUsing,
    type Call,
    type Constant,
    type Dependence,
    type Model,
    type RandomEffect
} from '../../language/generated/ast.js';
import type { ElementPlace } from '../../language/index.js';
import { type Declaration, isDeclaration } from './declarations.js';
import { modelOf } from '../../language/scoping/names.js';

/** The subject of a position in the text. */
export type HoverSubject =
    | { kind: 'model'; model: Model }
    | { kind: 'constant'; constant: Constant }
    /**
     * An element of a model, identified by its kind and its name in `places`, such as `var(beta0 | subject)`; by its position if
     * names may repeat.
     */
    | {
          kind: 'element';
          model: Model;
          element: { kind: ElementPlace['kind']; name: string } | { kind: ElementPlace['kind']; at: Position };
      }
    /** A word of the language. */
    | { kind: 'family' | 'link' | 'law' | 'function' | 'keyword'; word: string };

export interface SubjectsAt {
    /** The most specific subject first. If it has no hover, the next one is used. */
    subjects: HoverSubject[];
    leaf: LeafCstNode;
}

/** The subject at a position; undefined between words. */
export function subjectsAt(services: LangiumServices, document: LangiumDocument, position: Position): SubjectsAt | undefined {
    const root = document.parseResult.value.$cstNode;
    const offset = document.textDocument.offsetAt(position);
    const nearest = root && CstUtils.findLeafNodeAtOffset(root, offset);
    // Not a word, but still a subject.
    const leaf =
        nearest?.text === '?'
            ? nearest
            : root && CstUtils.findDeclarationNodeAtOffset(root, offset, services.parser.GrammarConfig.nameRegexp);
    if (!leaf || leaf.hidden) {
        return undefined;
    }
    const declaration = services.references.References.findDeclarations(leaf).find(isDeclaration);
    return { leaf, subjects: [...(declaration ? declaredSubjects(declaration, leaf) : []), ...wordSubjects(leaf)] };
}

function declaredSubjects(declaration: Declaration, leaf: LeafCstNode): HoverSubject[] {
    const model = modelOf(declaration) ?? modelOf(leaf.astNode);
    const element = (kind: ElementPlace['kind']): HoverSubject[] =>
        model && declaration.name ? [{ kind: 'element', model, element: { kind, name: declaration.name } }] : [];
    switch (declaration.$type) {
        case 'Model':
            return [{ kind: 'model', model: declaration }];
        case 'Constant':
            return [{ kind: 'constant', constant: declaration }];
        case 'PredictorName':
            return element('predictor');
        case 'FixedEffect':
            return element('fixed');
        case 'RandomEffects':
            return element('group');
        case 'Derived':
            return element('derived');
        case 'Test':
            return element('test');
        case 'Data':
            return [];
    }
}

/** Words of the language. Their meaning depends on the property that they are the value of. */
function wordSubjects(leaf: LeafCstNode): HoverSubject[] {
    const node = leaf.astNode;
    const property = GrammarUtils.findAssignment(leaf)?.feature;
    const word = leaf.text;
    if (isFamily(node) && (property === 'name' || property === 'link')) {
        return [{ kind: property === 'name' ? 'family' : 'link', word }];
    }
    if (isLaw(node) && property === 'name') {
        return [{ kind: 'law', word }];
    }
    if (isCall(node) && property === 'function') {
        return [...elementOfCall(node), { kind: 'function', word }];
    }
    // A name may be spelt like a keyword. Then it is not one.
    const isWord = GrammarAST.isKeyword(leaf.grammarSource) || word === 'pi' || word === 'phi' || property === 'method';
    return [...elementAround(leaf), ...(isWord ? [{ kind: 'keyword', word } as const] : [])];
}

/** Words that represent the element that contains them: its first word, and a `?`. */
const elementsByPlace: { kind: ElementPlace['kind']; word: string; is: (node: AstNode) => boolean }[] = [
    { kind: 'test', word: 'test', is: isTest },
    { kind: 'precision', word: 'precision', is: isPrecision },
    { kind: 'cost', word: 'cost', is: isCost },
    { kind: 'sweep', word: 'sweep', is: isSweep },
    { kind: 'asked', word: '?', is: isUnknown }
];

/** The element that a word represents: an entry of a `random` block, φ, the keyword of a test. */
function elementAround(leaf: LeafCstNode): HoverSubject[] {
    const node = leaf.astNode;
    const model = modelOf(node);
    const element = (kind: ElementPlace['kind'], name: string): HoverSubject[] =>
        model ? [{ kind: 'element', model, element: { kind, name } }] : [];
    if (leaf.text === 'phi') {
        return element('dispersion', 'phi');
    }
    const standing = elementsByPlace.find(({ is, word }) => is(node) && leaf.text === word);
    if (standing && model) {
        return [{ kind: 'element', model, element: { kind: standing.kind, at: leaf.range.start } }];
    }
    if (isUsing(node)) {
        return element('accuracy', 'using');
    }
    const entry = AstUtils.getContainerOfType(
        node,
        (around): around is RandomEffect | Dependence => isRandomEffect(around) || isDependence(around)
    );
    const group = entry && AstUtils.getContainerOfType(entry, isRandomEffects)?.name;
    if (!entry || !group) {
        return [];
    }
    if (isRandomEffect(entry)) {
        return entry.effect ? element('variance', `var(${writtenName(entry.effect.$refText, entry)} | ${group})`) : [];
    }
    const pair = (entry.effects ?? []).map(use => writtenName(use.effect?.$refText ?? '', use));
    return pair.length === 2 ? element('covariance', `cov(${pair.join(', ')} | ${group})`) : [];
}

/** Calls such as `var(beta0 | subject)` in `derive` and `precision`. */
function elementOfCall(call: Call): HoverSubject[] {
    const model = modelOf(call);
    const group = call.group?.$refText;
    const effects = (call.args ?? []).map(argument => argument.$cstNode?.text ?? '').join(', ');
    const isQuantity = AstUtils.hasContainerOfType(call, node => isDerived(node) || isPrecision(node));
    if (!model || !group || !isQuantity) {
        return [];
    }
    switch (call.function) {
        case 'var':
        case 'sd':
            return [{ kind: 'element', model, element: { kind: 'variance', name: `var(${effects} | ${group})` } }];
        case 'cov':
        case 'corr':
            return [{ kind: 'element', model, element: { kind: 'covariance', name: `cov(${effects} | ${group})` } }];
        default:
            return [];
    }
}

function isLaw(node: AstNode): boolean {
    return [isNamedLaw, isDiscrete, isCategorical, isMixture, isEmpirical].some(is => is(node));
}

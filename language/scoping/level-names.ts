/** The levels of predictors: where they are declared, and where they are used. Their name space is the predictor. */
import { GrammarUtils, type AstNode, type CstNode } from 'langium';
import {
    isCategorical,
    isEffectName,
    isFixedEffect,
    isLevel,
    isPredictor,
    isPredictorName,
    isQuotedLevel,
    isRandomEffect,
    isReference,
    isSweep,
    type EffectName,
    type Level,
    type Predictor,
    type QuotedLevel,
    type RandomEffect,
    type Reference,
    type Sweep
} from '../generated/ast.js';
import { levelsCalls } from '../lowering/factor-effects.js';
import { unwrapped } from '../lowering/terms.js';
import { walk } from '../parsing/walk.js';
import { modelOf, resolve, type Named } from './names.js';
import { namedPoints } from './named-points.js';

/** What declares a level: an entry of `Categorical(…)`, or a point of `each`. */
export type LevelNode = Level | QuotedLevel | Reference;

export interface DeclaredLevel {
    name: string;
    node: LevelNode;
}

/** A level in the text: a declaration or a use. */
export interface LevelPlace {
    node: AstNode;
    place: CstNode;
}

/** The levels of a predictor that the text names, in text order. */
export function declaredLevels(predictor: Predictor): DeclaredLevel[] {
    const { law } = predictor;
    if (isCategorical(law)) {
        return law.levels.flatMap(node => (node.name === undefined ? [] : [{ name: String(node.name), node }]));
    }
    return (namedPoints(predictor) ?? []).map(({ name, point }) => ({ name, node: point as QuotedLevel | Reference }));
}

/** The predictor that declares a level; undefined for nodes that declare none. */
export function predictorOfLevel(node: AstNode | undefined): Predictor | undefined {
    if (isLevel(node)) {
        const predictor = node.$container.$container;
        return isPredictor(predictor) ? predictor : undefined;
    }
    const around = isQuotedLevel(node) || isReference(node) ? node.$container : undefined;
    return isPredictor(around) && declaredLevels(around).some(level => level.node === node) ? around : undefined;
}

/** The declaration of the level at a place of the text. */
export function levelAt(source: CstNode): LevelNode | undefined {
    const { astNode: node } = source;
    const predictor = predictorOfLevel(node);
    if (predictor) {
        const isName = isReference(node) || GrammarUtils.findAssignment(source)?.feature === 'name';
        const name = declaredLevels(predictor).find(level => level.node === node)?.name;
        return isName ? declaredLevels(predictor).find(level => level.name === name)?.node : undefined;
    }
    if (!isUse(node) || GrammarUtils.findAssignment(source)?.feature !== 'levels') {
        return undefined;
    }
    const index = placesOf(node).findIndex(({ offset, end }) => offset <= source.offset && source.end <= end);
    return declarationOf(node, index);
}

/** The declaration of a level and all its uses in the text; more than one declaration if a point is given twice. */
export function placesOfLevel(level: LevelNode): { declarations: LevelPlace[]; uses: LevelPlace[] } {
    const predictor = predictorOfLevel(level);
    const model = modelOf(level);
    if (!predictor || !model) {
        return { declarations: [], uses: [] };
    }
    const levels = declaredLevels(predictor);
    const name = levels.find(({ node }) => node === level)?.name;
    const declarations = levels
        .filter(other => other.name === name)
        .flatMap(({ node }) => placed(node, isReference(node) ? node.$cstNode : GrammarUtils.findNodeForProperty(node.$cstNode, 'name')));
    const uses = walk(model)
        .nodes.filter(isUse)
        .flatMap(node => placesOf(node).flatMap((place, i) => (declarationOf(node, i) === level ? placed(node, place) : [])));
    return { declarations, uses };
}

function placed(node: AstNode, place: CstNode | undefined): LevelPlace[] {
    return place ? [{ node, place }] : [];
}

/** Names with levels in brackets. */
type Use = Reference | RandomEffect | EffectName | Sweep;

function isUse(node: AstNode): node is Use {
    return (isReference(node) || isRandomEffect(node) || isEffectName(node) || isSweep(node)) && node.indexed;
}

const placesOf = (use: Use): CstNode[] => GrammarUtils.findNodesForProperty(use.$cstNode, 'levels');

/** The declaration of the level at an index of the brackets: of a predictor, or of a factor of an effect. */
function declarationOf(use: Use, index: number): LevelNode | undefined {
    const property = isReference(use) || isSweep(use) ? 'target' : 'effect';
    const named = resolve(isReference(use) || isSweep(use) ? use.target : use.effect, use, property);
    const predictor = factorsOf(named)[index];
    const name = use.levels[index];
    return predictor && name !== undefined ? declaredLevels(predictor).find(level => level.name === String(name))?.node : undefined;
}

/** The predictors that the levels in the brackets after a name belong to. */
function factorsOf(named: Named | undefined): (Predictor | undefined)[] {
    if (isPredictorName(named)) {
        return [named.$container];
    }
    if (!isFixedEffect(named)) {
        return [];
    }
    return levelsCalls(named.term).map(call => {
        const factor = unwrapped(call.args[0]);
        const predictor = isReference(factor) ? resolve(factor.target, factor, 'target') : undefined;
        return isPredictorName(predictor) ? predictor.$container : undefined;
    });
}

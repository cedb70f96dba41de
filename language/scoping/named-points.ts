/** Points of a predictor that are names of levels: `each control, low, high`. */
import {
    isBinary,
    isPredictor,
    isQuotedLevel,
    isReference,
    type EachPoint,
    type Expression,
    type Predictor,
    type Reference
} from '../generated/ast.js';
import { textOf } from '../parsing/text-range.js';
import { nearestName } from './nearest-name.js';
import { resolve, tablesFor } from './names.js';

/** A point that is the name of a level. */
export interface NamedPoint {
    name: string;
    point: EachPoint;
}

/** The name that a point can be: a text, or a name that is no constant. */
function nameOf(point: EachPoint): string | undefined {
    if (isQuotedLevel(point)) {
        return point.name;
    }
    const name = isReference(point) && !point.indexed ? point.target?.$refText : undefined;
    return name === undefined || name === 'pi' || resolve((point as Reference).target, point, 'target') ? undefined : name;
}

/** The levels of a predictor whose points are all names, in text order. Undefined where they are numbers. */
export function namedPoints({ points }: Predictor): NamedPoint[] | undefined {
    const named = points.flatMap(point => {
        const name = nameOf(point);
        return name === undefined ? [] : [{ name, point }];
    });
    return points.length > 0 && named.length === points.length ? named : undefined;
}

/** A point among points of the other kind. */
export interface MixedPoint {
    point: EachPoint;
    /** As it is written. */
    name: string;
    /** Whether it is a constant among names; otherwise it is a name among numbers. */
    isConstant: boolean;
    /** A point of the other kind. */
    other: string;
}

/** The point that makes the points of a predictor a mixture of names and numbers. Undefined where they are of one kind, or where a name is only misspelt. */
export function mixedPoint(predictor: Predictor): MixedPoint | undefined {
    const { points } = predictor;
    const names = points.filter(point => nameOf(point) !== undefined);
    const others = points.filter(point => nameOf(point) === undefined);
    const [name] = names;
    const constant = others.find(point => isReference(point));
    if (!name || others.length === 0 || (!isQuotedLevel(name) && isMisspelt(name))) {
        return undefined;
    }
    return constant && others.every(point => isReference(point))
        ? { point: constant, name: textOf(constant), isConstant: true, other: textOf(name) }
        : { point: name, name: textOf(name), isConstant: false, other: textOf(others[0]!) };
}

function isMisspelt(point: EachPoint): boolean {
    const known = tablesFor(point, 'target').flatMap(table => [...table.keys()]);
    return isReference(point) && nearestName(point.target?.$refText ?? '', known) !== undefined;
}

/** `each control/low/high`: a point of names that mean nothing, with other signs between them than commas. Undefined for all other references. */
export function namesWithoutCommas(reference: Reference): { point: Expression; names: string[] } | undefined {
    let point: Expression = reference;
    while (isBinary(point.$container)) {
        point = point.$container;
    }
    const predictor = point.$container;
    const names = point !== reference && isPredictor(predictor) && predictor.points.includes(point) ? unknownNames(point) : null;
    return names ? { point, names } : undefined;
}

function unknownNames(point: Expression): string[] | null {
    if (isBinary(point)) {
        const [left, right] = [unknownNames(point.left), unknownNames(point.right)];
        return left && right && [...left, ...right];
    }
    const name = nameOf(point);
    return name === undefined ? null : [name];
}

/** Whether a reference is the name of a level among the points of a predictor, which need not be declared. */
export function isLevelName(reference: Reference): boolean {
    const predictor = reference.$container;
    if (!isPredictor(predictor) || !predictor.points.includes(reference)) {
        return false;
    }
    return namedPoints(predictor) !== undefined || mixedPoint(predictor) !== undefined;
}

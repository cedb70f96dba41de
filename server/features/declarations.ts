/** The elements that have a name which other places may use. */
import {
    isConstant,
    isData,
    isDerived,
    isFixedEffect,
    isModel,
    isPredictorName,
    isRandomEffects,
    isTest
} from '../../language/generated/ast.js';
import type { Named } from '../../language/scoping/names.js';

export type Declaration = Named;

export function isDeclaration(node: unknown): node is Declaration {
    return [isModel, isConstant, isPredictorName, isFixedEffect, isRandomEffects, isDerived, isTest, isData].some(is => is(node));
}

/** The name spaces. Within each of them, a name must be unique. */
export type NameSpace = 'models' | 'constants and predictors' | 'parameters' | 'groups' | 'tests' | 'data';

export function nameSpaceOf(node: Declaration): NameSpace {
    switch (node.$type) {
        case 'Model':
            return 'models';
        case 'Constant':
        case 'PredictorName':
            return 'constants and predictors';
        case 'FixedEffect':
        case 'Derived':
            return 'parameters';
        case 'RandomEffects':
            return 'groups';
        case 'Test':
            return 'tests';
        case 'Data':
            return 'data';
    }
}

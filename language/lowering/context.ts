import { families, type FamilyKnowledge } from '../knowledge/families.js';
import type { FamilyName } from '../../src-engine/model-spec.js';
import { isFamily, type Element, type Expression, type Family, type Model } from '../generated/ast.js';
import { namesOf, type ModelNames } from '../scoping/names.js';
import { ConstantEvaluator } from './constants.js';
import { QuantityLowering } from './quantities.js';
import type { Report } from './report.js';
import { TermLowering } from './terms.js';

export function familyKnowledge(name: string | undefined): FamilyKnowledge | undefined {
    return name !== undefined && Object.hasOwn(families, name) ? families[name as FamilyName] : undefined;
}

/** What lowering and the checks of one model share: its names, and every expression's meaning, computed once. */
export class ModelContext {
    readonly names: ModelNames;
    readonly constants: ConstantEvaluator;
    readonly terms: TermLowering;
    readonly quantities: QuantityLowering;
    private readonly found = new Map<unknown, Element[]>();

    constructor(
        readonly model: Model,
        readonly report: Report,
        fileConstants: ConstantEvaluator
    ) {
        this.names = namesOf(model);
        this.constants = new ConstantEvaluator(report, fileConstants);
        this.terms = new TermLowering(report, this.constants);
        this.quantities = new QuantityLowering(model, report, this.constants, () => this.family?.hasDispersion === true);
    }

    number(expression: Expression | undefined): number | undefined {
        return this.constants.value(expression);
    }

    /** The elements of one kind, in text order. */
    elements<T extends Element>(is: (element: unknown) => element is T): T[] {
        let found = this.found.get(is) as T[] | undefined;
        if (!found) {
            found = this.model.elements.filter(is);
            this.found.set(is, found);
        }
        return found;
    }

    get familyElement(): Family | undefined {
        return this.elements(isFamily)[0];
    }

    /** What is known of the model's family; undefined where it is unknown or not said. */
    get family(): FamilyKnowledge | undefined {
        return familyKnowledge(this.familyElement?.name);
    }
}

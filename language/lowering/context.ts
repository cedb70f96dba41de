import type { AstNode } from 'langium';
import { hasDispersion } from '../../src-engine/family/families.js';
import { families, type FamilyKnowledge } from '../knowledge/families.js';
import type { FamilyName } from '../../src-engine/spec/model-spec.js';
import { DataReadings, type DataFile, type DocumentWithData } from '../data/data-files.js';
import { isRelativePath } from '../data/data-path.js';
import { isFamily, type Constant, type Data, type Element, type Expression, type Family, type Model } from '../generated/ast.js';
import { namesOf, type ModelNames } from '../scoping/names.js';
import { ConstantEvaluator } from './constants.js';
import { IssueReport } from './issue-report.js';
import { TermLowering } from './terms.js';

export function familyKnowledge(name: string | undefined): FamilyKnowledge | undefined {
    return name !== undefined && Object.hasOwn(families, name) ? families[name as FamilyName] : undefined;
}

/** What the lowering and the checks of one model share: its names and the meaning of every expression, computed once. */
export class ModelContext {
    readonly names: ModelNames;
    readonly constants: ConstantEvaluator;
    readonly terms: TermLowering;
    private byType: Element[][] | undefined;
    private readonly found = new Map<unknown, Element[]>();
    private readonly meant = new Map<unknown, { element: Element; meaning: unknown }[]>();
    private readonly computed = new Map<unknown, Map<AstNode, unknown>>();

    constructor(
        readonly model: Model,
        readonly report: IssueReport,
        fileConstants: ConstantEvaluator,
        private readonly readings: DataReadings
    ) {
        this.names = namesOf(model);
        this.constants = new ConstantEvaluator(report, fileConstants);
        this.terms = new TermLowering(report, this.constants);
    }

    number(expression: Expression | undefined): number | undefined {
        return this.constants.value(expression);
    }

    /** What a function makes of a part of the model, computed once. */
    once<Node extends AstNode, Result>(compute: (node: Node, context: ModelContext) => Result, node: Node): Result {
        const known = this.computed.get(compute) ?? new Map<AstNode, unknown>();
        this.computed.set(compute, known);
        if (!known.has(node)) {
            known.set(node, compute(node, this));
        }
        return known.get(node) as Result;
    }

    /** The elements of one kind, in text order. */
    elements<T extends Element>(is: (element: unknown) => element is T): T[] {
        let found = this.found.get(is) as T[] | undefined;
        if (!found) {
            this.byType ??= byType(this.model.elements);
            found = (this.byType.find(([element]) => is(element)) as T[] | undefined) ?? [];
            this.found.set(is, found);
        }
        return found;
    }

    /** The elements of one kind that have a meaning, in text order, with that meaning. These are the ones in the spec. */
    meanings<T extends Element, M>(
        is: (element: unknown) => element is T,
        lower: (element: T, context: ModelContext) => M | undefined
    ): { element: T; meaning: M }[] {
        let meant = this.meant.get(lower) as { element: T; meaning: M }[] | undefined;
        if (!meant) {
            meant = this.elements(is).flatMap(element => {
                const meaning = lower(element, this);
                return meaning === undefined ? [] : [{ element, meaning }];
            });
            this.meant.set(lower, meant);
        }
        return meant;
    }

    /** The file of a data set. Undefined where its path is not allowed or nothing reads data. */
    dataFile({ file }: Data): DataFile | undefined {
        return file !== undefined && isRelativePath(file) ? this.readings.file(file) : undefined;
    }

    get familyElement(): Family | undefined {
        return this.elements(isFamily)[0];
    }

    /** Whether the model's family has a dispersion φ. */
    get hasDispersion(): boolean {
        return this.family !== undefined && hasDispersion(this.family);
    }

    /** What is known about the model's family. Undefined where the family is unknown or missing. */
    get family(): FamilyKnowledge | undefined {
        return familyKnowledge(this.familyElement?.name);
    }
}

/** A list for each type of elements that the model has. No kind of elements comprises two types. */
function byType(elements: readonly Element[]): Element[][] {
    const found = new Map<string, Element[]>();
    for (const element of elements) {
        const same = found.get(element.$type);
        if (same) {
            same.push(element);
        } else {
            found.set(element.$type, [element]);
        }
    }
    return [...found.values()];
}

/**
 * A separate context for a model that has been lowered before. Nobody reads its report.
 *
 * @param given constants with another value than the one in the text
 */
export function contextOf(model: Model, document: DocumentWithData, given: ReadonlyMap<Constant, number> = new Map()): ModelContext {
    const report = new IssueReport();
    return new ModelContext(model, report, new ConstantEvaluator(report, null, given), new DataReadings(document.dataFiles, document.uri));
}

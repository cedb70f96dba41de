import { AstUtils, type LangiumDocument } from 'langium';
import type { HoverProvider, LangiumServices } from 'langium/lsp';
import type { Hover, HoverParams, Position, Range } from 'vscode-languageserver';
import type { Model } from '../../language/generated/ast.js';
import type { ElementPlace } from '../../language/index.js';
import { families } from '../../language/knowledge/families.js';
import { links } from '../../language/knowledge/links.js';
import {
    elementHover,
    familyHover,
    functionHover,
    keywordHover,
    lawHover,
    linkHover,
    modelHover,
    type ModelView
} from '../../language/presentation/index.js';
import { codeBlock } from '../../language/presentation/notation/markdown.js';
import type { FamilyName, LinkName, ModelSpec } from '../../src-engine/spec/model-spec.js';
import { modelOf } from '../../language/scoping/names.js';
import { isTooLong, mostPoints, pointsOf } from '../evaluation/evaluation-stages.js';
import type { EvaluatedModel } from '../evaluation/evaluated-model.js';
import type { EvaluationService } from '../evaluation/evaluation-service.js';
import { type HoverSubject, subjectsAt } from './hover-subject.js';
import { goalViewOf, viewOf } from '../evaluation/evaluated-model-view.js';

/** Explains the element at a position from the available numbers. A hover also requests the numbers of its model. */
export class GlmmHoverProvider implements HoverProvider {
    constructor(
        private readonly services: LangiumServices,
        private readonly evaluation: EvaluationService
    ) {}

    getHoverContent(document: LangiumDocument, { position }: HoverParams): Hover | undefined {
        const at = subjectsAt(this.services, document, position);
        for (const subject of at?.subjects ?? []) {
            const value = this.markdown(subject, modelOf(at!.leaf.astNode));
            if (value) {
                return { contents: { kind: 'markdown', value }, range: at!.leaf.range };
            }
        }
        return undefined;
    }

    /** @param around the model at the position */
    private markdown(subject: HoverSubject, around: Model | undefined): string | null {
        switch (subject.kind) {
            case 'model': {
                const view = this.look(subject.model)?.view;
                return view ? modelHover(view) : null;
            }
            case 'element':
                return this.element(subject);
            case 'constant':
                return codeBlock('glmm', `let ${subject.constant.$cstNode?.text ?? subject.constant.name}`);
            case 'family': {
                const view = around && this.look(around)?.view;
                return Object.hasOwn(families, subject.word) ? familyHover(subject.word as FamilyName, view?.spec.family ?? null) : null;
            }
            case 'link':
                return Object.hasOwn(links, subject.word) ? linkHover(subject.word as LinkName) : null;
            case 'law':
                return lawHover(subject.word);
            case 'function':
                return functionHover(subject.word);
            case 'keyword':
                return keywordHover(subject.word);
        }
    }

    private element({ model: node, element }: HoverSubject & { kind: 'element' }): string | null {
        const { view, model } = this.look(node) ?? {};
        if (!view || !model) {
            return null;
        }
        const { kind } = element;
        const place = model.lowered.places.find(
            candidate =>
                candidate.kind === kind && ('at' in element ? contains(candidate.range, element.at) : candidate.name === element.name)
        );
        if (place && isOfAnswers(kind)) {
            const goal = goalViewOf(model, place);
            return goal ? elementHover(goal.view, { ...place, index: goal.index }, place.doc) : null;
        }
        const name = place?.name ?? ('name' in element ? element.name : '');
        const hover = (shown: ModelView): string => elementHover(shown, { kind, name, index: place?.index ?? null }, place?.doc ?? null);
        return kind === 'sweep' && isTooLong(view.spec) ? `${hover({ ...view, sweep: [] })}\n\n${tooLongNote(view.spec)}` : hover(view);
    }

    /** The model with its results. Its numbers are now requested. */
    private look(model: Model): { model: EvaluatedModel; view: ReturnType<typeof viewOf> } | undefined {
        const key = AstUtils.getDocument(model).uri.toString();
        const index = model.$containerIndex ?? 0;
        this.evaluation.ask(key, index);
        const evaluated = this.evaluation.model(key, index);
        return evaluated && { model: evaluated, view: viewOf(evaluated) };
    }
}

function tooLongNote(spec: ModelSpec): string {
    return `These are ${pointsOf(spec)} models; up to ${mostPoints} are computed while you type. \`glmm analyze\` computes them all.`;
}

function isOfAnswers(kind: ElementPlace['kind']): boolean {
    return kind === 'test' || kind === 'precision' || kind === 'cost' || kind === 'asked';
}

function contains({ start, end }: Range, { line, character }: Position): boolean {
    const isBehindStart = start.line < line || (start.line === line && start.character <= character);
    return isBehindStart && (line < end.line || (line === end.line && character < end.character));
}

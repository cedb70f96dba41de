import type { LangiumDocument } from 'langium';
import type { CodeLensProvider } from 'langium/lsp';
import type { CodeLens, Command, Range } from 'vscode-languageserver';
import { fixedEffectLens, modelLens } from '../language/presentation/index.js';
import type { EvaluatedModel, EvaluationService } from './evaluation-service.js';
import type { LensRefresh } from './lens-refresh.js';
import { viewOf } from './model-view.js';
import { showDetailsCommand, type LensData, type ShowDetailsArguments } from './protocol.js';
import type { Settings } from './settings.js';

/**
 * A line over every model and every fixed effect, from the numbers that are there.
 *
 * Lenses of models that nobody looked at so far have no text: the client asks for it when they come into view, and
 * only then are their numbers computed.
 */
export class GlmmCodeLensProvider implements CodeLensProvider {
    constructor(
        private readonly evaluation: EvaluationService,
        private readonly settings: Settings,
        private readonly refresh: LensRefresh
    ) {}

    provideCodeLens(document: LangiumDocument): CodeLens[] {
        const key = document.uri.toString();
        const uri = document.textDocument.uri;
        const models = this.evaluation.models(key);
        this.refresh.delivered(key, models);
        return models.flatMap((model, index) => this.lensesOf(model, { key, uri, index }));
    }

    /** The text of a lens that was sent without one; computing is started, not awaited. */
    resolve(lens: CodeLens): CodeLens {
        const { uri, model: index, effect } = lens.data as LensData;
        this.evaluation.ask(uri, index);
        const model = this.evaluation.model(uri, index);
        const command = model && this.commandOf(model, effect, uri, lens.range);
        return command ? { ...lens, command } : { ...lens, command: { title: '', command: '' } };
    }

    private lensesOf(model: EvaluatedModel, { key, uri, index }: { key: string; uri: string; index: number }): CodeLens[] {
        const lens = (range: Range, effect: string | null): CodeLens[] => {
            const data: LensData = { uri: key, model: index, effect, state: model.state };
            if (model.state === 'waiting' && !model.numbers) {
                return [{ range, data }];
            }
            const command = this.commandOf(model, effect, uri, range);
            return command ? [{ range, command, data }] : [];
        };
        const { lowered } = model;
        const effects = this.settings.showsFixedEffectLenses ? lowered.places.filter(place => place.kind === 'fixed') : [];
        return [
            ...(this.settings.showsModelLenses ? lens(lowered.nameRange, null) : []),
            ...effects.flatMap(place => lens(place.nameRange, place.name))
        ];
    }

    private commandOf(model: EvaluatedModel, effect: string | null, uri: string, range: Range): Command | undefined {
        const view = viewOf(model);
        const neighbours = model.lowered.places.filter(place => place.kind === 'fixed' && place.nameRange.start.line === range.start.line);
        const title = view && (effect === null ? modelLens(view) : fixedEffectLens(view, effect, neighbours.length));
        return title ? { title, command: showDetailsCommand, arguments: [uri, range.start] satisfies ShowDetailsArguments } : undefined;
    }
}

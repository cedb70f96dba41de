import type { LangiumSharedServices } from 'langium/lsp';
import type { InitializeParams } from 'vscode-languageserver';
import { languageId, type GlmmSettings, type NumbersPlace } from './protocol.js';

export type LensKind = keyof NonNullable<GlmmSettings['lenses']>;
export type HintKind = Exclude<keyof NonNullable<GlmmSettings['hints']>, 'besideNumbers'>;

type Section = keyof GlmmSettings;

const sections: readonly Section[] = ['numbers', 'lenses', 'hints', 'exact'];
const numbersPlaces: readonly (NumbersPlace | undefined)[] = ['lenses', 'lineEnds', 'hovers'];

/** The current settings of the user, for providers that can't wait for them. */
export class Settings {
    private current: GlmmSettings = {};
    /** Those of the initialization options. */
    private given: GlmmSettings = {};
    private hasOnlyHints = false;
    private readonly listeners: (() => void)[] = [];

    /** Takes what a client says of itself when it starts. */
    initialize({
        initializationOptions,
        capabilities: { textDocument }
    }: Pick<InitializeParams, 'capabilities' | 'initializationOptions'>): void {
        const options: unknown = initializationOptions;
        const inner = isObject(options) ? options[languageId] : undefined;
        this.given = isObject(inner) ? inner : isObject(options) ? options : {};
        this.hasOnlyHints = textDocument?.inlayHint !== undefined && textDocument.codeLens === undefined;
        this.set({});
    }

    get numbersAt(): NumbersPlace {
        const show = this.current.numbers?.show;
        return show && numbersPlaces.includes(show) ? show : this.hasOnlyHints ? 'lineEnds' : 'lenses';
    }

    showsNumbersOf(kind: LensKind): boolean {
        return this.current.lenses?.[kind] !== false;
    }

    /** Whether inlay hints of this kind explain the text. */
    showsHints(kind: HintKind): boolean {
        const { hints } = this.current;
        return hints?.[kind] !== false && (this.numbersAt !== 'lineEnds' || hints?.besideNumbers === true);
    }

    get simulatesExact(): boolean {
        return this.current.exact?.simulate !== false;
    }

    onChange(listener: () => void): void {
        this.listeners.push(listener);
    }

    /** Fetches the settings as soon as the client can answer, and follows their changes. */
    async follow({ workspace: { ConfigurationProvider } }: LangiumSharedServices): Promise<void> {
        ConfigurationProvider.onConfigurationSectionUpdate(({ section, configuration }) => {
            if (section === languageId) {
                this.set(configuration as unknown);
            }
        });
        const values: unknown[] = await Promise.all(sections.map(key => ConfigurationProvider.getConfiguration(languageId, key)));
        this.set(Object.fromEntries(sections.map((key, index) => [key, values[index]])));
    }

    private set(settings: unknown): void {
        const before = JSON.stringify(this.current);
        const written = isObject(settings) ? settings : {};
        this.current = Object.fromEntries(
            sections.flatMap(key => {
                const [given, own] = [this.given[key], written[key]];
                return isObject(given) || isObject(own) ? [[key, { ...given, ...(isObject(own) ? own : {}) }]] : [];
            })
        );
        if (JSON.stringify(this.current) !== before) {
            this.listeners.forEach(listener => listener());
        }
    }
}

function isObject(value: unknown): value is Record<string, unknown> {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}

import type { LangiumSharedServices } from 'langium/lsp';
import { languageId, type GlmmSettings } from './protocol.js';

export type LensKind = keyof NonNullable<GlmmSettings['lenses']>;

/** The current settings of the user, for providers that can't wait for them. */
export class Settings {
    private current: GlmmSettings = {};
    private readonly listeners: (() => void)[] = [];

    showsLenses(kind: LensKind): boolean {
        return this.current.lenses?.[kind] !== false;
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
        const sections = ['lenses', 'exact'];
        const values: unknown[] = await Promise.all(sections.map(key => ConfigurationProvider.getConfiguration(languageId, key)));
        this.set(Object.fromEntries(sections.map((key, index) => [key, values[index]]).filter(([, value]) => value)));
    }

    private set(settings: unknown): void {
        const before = JSON.stringify(this.current);
        this.current = typeof settings === 'object' && settings !== null ? settings : {};
        if (JSON.stringify(this.current) !== before) {
            this.listeners.forEach(listener => listener());
        }
    }
}

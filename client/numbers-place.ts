/** Where numbers are shown: in code lenses, at the ends of lines, or in hovers alone. */
import * as vscode from 'vscode';
import { languageId, type NumbersPlace } from '../server/protocol.js';

/** The arguments that a key binding may give. The command asks for the others. */
export interface NumbersArguments {
    show?: NumbersPlace;
}

const places: { place: NumbersPlace; label: string; detail: string }[] = [
    { place: 'lenses', label: 'Above their lines', detail: 'As code lenses' },
    { place: 'lineEnds', label: 'At the ends of lines', detail: 'As inlay hints, which take no lines of their own' },
    { place: 'hovers', label: 'Only in hovers', detail: 'The text stays as it is written' }
];

const numbers = 'glmm.numbers.show';
const inlayHints = 'inlayHints.enabled';

/** Whether the command is changing the settings. */
let isChoosing = false;

/** `GLMM: Show numbers…` */
export async function chooseNumbers(given?: NumbersArguments): Promise<void> {
    const settings = vscode.workspace.getConfiguration();
    const current = settings.get<NumbersPlace>(numbers);
    const items = places.map(one => ({ ...one, description: one.place === current ? 'now' : '' }));
    const known = items.find(({ place }) => place === given?.show);
    const chosen = known ?? (await vscode.window.showQuickPick(items, { title: 'Show numbers', placeHolder: 'Where?' }));
    if (!chosen) {
        return;
    }
    isChoosing = true;
    try {
        await settings.update(numbers, chosen.place, targetOf(settings.inspect(numbers)));
        await showHints(chosen.place === 'lineEnds');
    } finally {
        isChoosing = false;
    }
}

/** Offers to show hints all the time when numbers are in them, but the editor shows hints only while Ctrl+Alt is held. */
export function followNumbersPlace(): vscode.Disposable {
    return vscode.workspace.onDidChangeConfiguration(async event => {
        if (isChoosing || !event.affectsConfiguration(numbers) || vscode.workspace.getConfiguration().get(numbers) !== 'lineEnds') {
            return;
        }
        const show = 'Show inlay hints';
        if (
            !areHintsShown() &&
            (await vscode.window.showInformationMessage('Numbers at the ends of lines are inlay hints, which are hidden now.', show)) ===
                show
        ) {
            await showHints(true);
        }
    });
}

function areHintsShown(): boolean {
    const enabled = editorSettings().get<string>(inlayHints);
    return enabled === 'on' || enabled === 'onUnlessPressed';
}

/** Shows inlay hints of models all the time, or as the extension does by default. */
async function showHints(isShown: boolean): Promise<void> {
    const settings = editorSettings();
    if (areHintsShown() !== isShown) {
        await settings.update(inlayHints, isShown ? 'on' : undefined, targetOf(settings.inspect(inlayHints), 'Language'), true);
    }
}

function editorSettings(): vscode.WorkspaceConfiguration {
    return vscode.workspace.getConfiguration('editor', { languageId });
}

type Inspected = ReturnType<vscode.WorkspaceConfiguration['inspect']>;

/** Where a setting is written: where the user has it, so that the change has an effect. */
function targetOf(inspected: Inspected, language: 'Language' | '' = ''): vscode.ConfigurationTarget {
    const { WorkspaceFolder, Workspace, Global } = vscode.ConfigurationTarget;
    if (inspected?.[`workspaceFolder${language}Value`] !== undefined) {
        return WorkspaceFolder;
    }
    return inspected?.[`workspace${language}Value`] !== undefined ? Workspace : Global;
}

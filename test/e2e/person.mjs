/** The extension as a user sees and operates it: screen, mouse and keyboard. */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { addPrintedFit, beginFromR, seeHighContrast, walkThrough } from './beginnings.mjs';
import { EditorPage } from './editor-page.mjs';
import { askForNumber, breakAndMend, noErrors, openEveryExample, readExample, readSweep, writeAnswer } from './examples.mjs';
import { moveNumbers, readHints } from './hints.mjs';
import { addHostileFile, exploreDesign, readReport, useExports } from './panels.mjs';
import { Steps } from './steps.mjs';
import {
    addDrafts,
    changeByCommands,
    exploreOnAuthorScale,
    fillTemplate,
    finishByCompletion,
    mendInHaste,
    writeByCompletion
} from './writing.mjs';

export async function actAsPerson({ vscode, browser, workspace, screenshots }) {
    vscode.setSettings(personalSettings);
    vscode.setKeys({
        'ctrl+alt+shift+l': 'workbench.action.toggleLightDarkThemes',
        'ctrl+alt+shift+h': 'workbench.action.selectTheme'
    });
    const server = await vscode.start();
    let editor;
    const steps = new Steps(() => editor?.screenshot(path.join(screenshots, 'failed.png')));
    const step = (name, work) => steps.step(name, work);
    const shot = name => editor.screenshot(path.join(screenshots, `${name}.png`));

    addHostileFile(workspace);
    addDrafts(workspace);
    addPrintedFit(workspace);
    await step('VS Code opens the folder', async () => {
        editor = await EditorPage.open(browser, server.origin, workspace);
    });
    /** One picture in each theme. The second theme stays, because a change takes a while. */
    const switchTheme = () => editor.switchTheme('Control+Alt+Shift+L');
    const shots = async name => {
        await shot(`${name}-${await editor.theme()}`);
        await switchTheme();
        await shot(`${name}-${await editor.theme()}`);
    };
    const story = {
        editor,
        step,
        shot,
        shots,
        switchTheme,
        workspace,
        talkAtFirst: fs.readFileSync(path.join(workspace, 'talk.glmm'), 'utf8')
    };
    await readExample(story);
    await readActivationTime(story);
    await breakAndMend(story);
    await askForNumber(story);
    await writeAnswer(story);
    await readHints(story);
    await moveNumbers(story);
    await readSweep(story);
    await useExports(story);
    await readReport(story);
    await exploreDesign(story);
    await beginFromR(story);
    await walkThrough(story);
    await fillTemplate(story);
    await writeByCompletion(story);
    await finishByCompletion(story);
    await changeByCommands(story);
    await mendInHaste(story);
    await exploreOnAuthorScale(story);
    await openEveryExample(story);
    await restartServer(story, vscode);
    await seeHighContrast(story);
    await editor?.close();
    await server.stop();
    return steps;
}

/** The figure is printed, not tested: it depends on the machine. */
async function readActivationTime({ editor, step }) {
    await step('VS Code tells how long the extension took to start', async () => {
        const time = editor.page.locator('.extension', { hasText: 'GLMM Design' }).locator('.activation-time').first();
        await editor.command('Developer: Show Running Extensions', time);
        console.log(`     ${await time.innerText()}`);
        await editor.press('Escape');
        await time.waitFor({ state: 'detached' });
    });
}

async function restartServer({ editor, step, shot, workspace, talkAtFirst }, vscode) {
    await step('a crash of the server is reported once, and a click restarts it', async () => {
        await editor.openByName('talk.glmm');
        endLanguageServer(vscode.extensionsFolder);
        const message = editor.page.locator('.notification-toast', { hasText: 'The GLMM language server has stopped' });
        await message.waitFor();
        if ((await message.count()) !== 1) {
            throw new Error('the crash is reported more than once');
        }
        await shot('crashed');
        await editor.repeat(
            'the message stays',
            () => message.getByRole('button', { name: 'Restart' }).click(),
            async () => (await message.count()) === 0
        );
        await editor.cursorToEndOf('beta1: x');
        await editor.type(' fixed {');
        await editor.errors.first().waitFor();
        await editor.press('Backspace', ' fixed {'.length);
        await noErrors(editor);
        // The editor closes next. It must save this text by itself, not an earlier one.
        await editor.save(() => fs.readFileSync(path.join(workspace, 'talk.glmm'), 'utf8') === talkAtFirst);
    });
}

/** The themes that a new user has. */
const darkTheme = 'Dark 2026';
/** Without automatic brackets, the text contains exactly what is typed. */
const personalSettings = {
    'workbench.colorTheme': darkTheme,
    'workbench.preferredDarkColorTheme': darkTheme,
    'workbench.preferredLightColorTheme': 'Light 2026',
    'editor.hover.delay': 100,
    'editor.autoClosingBrackets': 'never',
    'editor.minimap.enabled': false
};

/** Ends the server's process like a crash: the process that was started from these extensions. */
function endLanguageServer(extensions) {
    const processes = execFileSync('ps', ['-eo', 'pid=,args='], { encoding: 'utf8' }).split('\n');
    const servers = processes.filter(line => line.includes(extensions) && line.includes(path.join('dist', 'server', 'main.mjs')));
    if (servers.length !== 1) {
        throw new Error(`there are ${servers.length} language servers`);
    }
    process.kill(Number.parseInt(servers[0], 10), 'SIGKILL');
}

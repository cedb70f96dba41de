/** What the editor shows between the words and at the ends of lines: inlay hints. */

/** Hints that explain a text while two keys are held. */
export async function readHints({ editor, step, shot, switchTheme }) {
    const held = ['Control', 'Alt'];
    const explained = 'beta0: 1  = logit(0.30)= −0.847';
    const shown = async () => {
        await editor.holdUntil(held, () => editor.hasLine(explained));
        await shot(`reading-hints-${await editor.theme()}`);
        await editor.release(held);
    };
    await step('while Ctrl+Alt is held, hints show values and name arguments', async () => {
        await editor.openByName('slopes.glmm');
        await editor.lenses('click to write').waitFor();
        await shown();
        await editor.until(
            'the hints stay',
            () => editor.hasLine(explained),
            isShown => !isShown
        );
        await switchTheme();
        await shown();
    });
}

/** Numbers at the ends of lines instead of above them, and back. */
export async function moveNumbers({ editor, step, shot, shots }) {
    await step('numbers move from above their lines to the ends of these', async () => {
        await editor.command('GLMM: Show numbers…', editor.choice('At the ends of lines'));
        await editor.choose('At the ends of lines');
        await editor.untilLine('fixed B { beta2: x2 = 0.45 }  SE 0.0928');
        await editor.lenses('SE').first().waitFor({ state: 'detached' });
        await shots('line-ends');
    });
    await step('the hover over one shows where it comes from', async () => {
        await editor.hoverOver('SE 0.0928', 'beta2: x2', 'Block B');
        await shot('line-end-hover');
        await editor.press('Escape');
    });
    await step('a double-click on an answer writes it, and an undo takes it back', async () => {
        await editor.repeat(
            'no number is written',
            () => editor.doubleClick('40 clinics', 'clinic = ?'),
            () => editor.hasLine('clinic = 40, n = 20')
        );
        await editor.untilLine('power 0.90  power 0.9');
        await shot('line-end-written');
        await editor.undo();
        await editor.untilLine('clinic = ?, n = 20');
    });
    await step('numbers move back above their lines', async () => {
        await editor.command('GLMM: Show numbers…', editor.choice('Above their lines'));
        await editor.choose('Above their lines');
        await editor.lenses('SE 0.0928').waitFor();
        await editor.until(
            'numbers stay at the ends of lines',
            () => editor.hasLine('x2 = 0.45 }  SE'),
            isShown => !isShown
        );
    });
}

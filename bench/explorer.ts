import { setTimeout } from 'node:timers/promises';
import { ExplorerInBrowser, type ExplorerView } from '../test/explorer/explorer-in-browser.js';
import { example, modelsMessage } from '../test/explorer/explored-models.js';
import { quantiles, type Quantiles } from './quantiles.js';

export interface DragCost {
    slider: string;
    /** Per second: frames of the browser, frames with a changed picture, and new pictures of each kind. */
    frames: number;
    changed: number;
    pictures: Record<string, number>;
    /** New values of the slider per second, the upper limit for the number of pictures. */
    values: number;
    /** Milliseconds between frames with a changed picture. */
    between: Quantiles;
}

/** Records the times of frames, and of frames with a changed picture. */
const watch = `
window.frames_ = []; window.changed = []; window.pictures = {}; window.values = 0;
document.addEventListener('input', () => values++);
let dirty = false;
document.querySelectorAll('figure').forEach(figure => {
    const title = figure.querySelector('figcaption').textContent;
    new MutationObserver(() => {
        dirty = true;
        pictures[title] = (pictures[title] ?? 0) + 1;
    }).observe(figure.querySelector('.drawing'), { childList: true });
});
const frame = time => {
    frames_.push(time);
    if (dirty) changed.push(time);
    dirty = false;
    requestAnimationFrame(frame);
};
requestAnimationFrame(frame);`;

interface Watched {
    frames: number[];
    changed: number[];
    pictures: Record<string, number>;
    values: number;
}

/** A mouse reports its position at this interval in milliseconds, whether or not the page keeps up. */
const mousePeriod = 12;
const swings = { count: 2, steps: 120, share: 0.2 };

/** Back and forth around the position of the thumb. */
async function swing(view: ExplorerView, name: string): Promise<void> {
    const slider = view.slider(name);
    const box = (await slider.boundingBox())!;
    const at = Number(await slider.inputValue()) / Number(await slider.getAttribute('max'));
    const moves: Promise<void>[] = [];
    for (let step = 0; step < swings.count * swings.steps; step++) {
        const share = at + swings.share * Math.sin((2 * Math.PI * step) / swings.steps);
        moves.push(view.page.mouse.move(box.x + share * box.width, box.y + box.height / 2));
        await setTimeout(mousePeriod);
    }
    await Promise.all(moves);
}

/** Drags a slider back and forth, for the logistic model with random intercepts and slopes. */
export async function measureExplorer(): Promise<DragCost[]> {
    const browser = await ExplorerInBrowser.start();
    try {
        const measured: DragCost[] = [];
        for (const slider of ['n', 'beta1', 'variance of beta0, clinic']) {
            const view = await browser.open({ height: 1300 });
            await view.tell(await modelsMessage(example('slopes')));
            await view.picture('Designs of equal power').waitFor();
            await view.settled();
            // Warm code, as after the first movement.
            await (await view.drag(slider, 0.05, 5)).release();
            await view.settled();
            await view.page.evaluate(watch);
            const held = await view.drag(slider, 0, 1);
            await swing(view, slider);
            const { frames, changed, pictures, values } = await view.page.evaluate<Watched>(
                '({ frames: frames_, changed, pictures, values })'
            );
            await held.release();
            const seconds = (frames.at(-1)! - frames[0]!) / 1000;
            measured.push({
                slider,
                frames: frames.length / seconds,
                changed: changed.length / seconds,
                values: values / seconds,
                pictures: Object.fromEntries(Object.entries(pictures).map(([title, count]) => [title, count / seconds])),
                between: quantiles(changed.slice(1).map((time, i) => time - changed[i]!))
            });
            await view.page.close();
        }
        return measured;
    } finally {
        await browser.stop();
    }
}

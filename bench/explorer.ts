import { ExplorerInBrowser } from '../test/explorer/explorer-in-browser.js';
import { example, modelsMessage } from '../test/explorer/explored-models.js';
import { quantiles, type Quantiles } from './quantiles.js';

export interface DragCost {
    slider: string;
    /** A second: frames of the browser, frames in which a picture was another one, and new pictures of each kind. */
    frames: number;
    changed: number;
    pictures: Record<string, number>;
    /** Milliseconds between frames in which a picture was another one. */
    between: Quantiles;
}

/** Notes the times of frames, and of those in which a picture has changed. */
const watch = `
window.frames_ = []; window.changed = []; window.pictures = {};
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
}

/** A slider is dragged to and fro, for the logistic model with random intercepts and slopes. */
export async function measureExplorer(): Promise<DragCost[]> {
    const browser = await ExplorerInBrowser.start();
    try {
        const measured: DragCost[] = [];
        for (const slider of ['n', 'beta1', 'variance of beta0, clinic']) {
            const view = await browser.open({ height: 1300 });
            await view.tell(await modelsMessage(example('slopes')));
            await view.picture('Designs of equal power').waitFor();
            await view.settled();
            // Warm, as after the first movement.
            await (await view.drag(slider, 0.05, 5)).release();
            await view.settled();
            await view.page.evaluate(watch);
            const first = await view.drag(slider, 0.2, 60);
            await view.drag(slider, -0.2, 60);
            const { frames, changed, pictures } = await view.page.evaluate<Watched>('({ frames: frames_, changed, pictures })');
            await first.release();
            const seconds = (frames.at(-1)! - frames[0]!) / 1000;
            measured.push({
                slider,
                frames: frames.length / seconds,
                changed: changed.length / seconds,
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

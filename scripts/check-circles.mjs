/** Fails if files of the project import each other in a circle. */
import { importCircles } from './eslint/import-circles.mjs';
import { sourceTexts } from './source-texts.mjs';
import { main } from './toolchain.mjs';

await main(() => {
    const circles = importCircles(sourceTexts());
    for (const circle of circles) {
        console.log(`These files import each other in a circle:\n  ${[...circle, circle[0]].join('\n  → ')}`);
    }
    return circles.length === 0 ? 0 : 1;
});

/** Fails if files of the project import each other in a circle. */
import fs from 'node:fs';
import path from 'node:path';
import { importCircles } from './eslint/import-circles.mjs';
import { layers } from './eslint/import-layers.mjs';
import { main, root } from './toolchain.mjs';

await main(() => {
    const files = Object.keys(layers).flatMap(layer =>
        fs
            .readdirSync(path.join(root, layer), { recursive: true })
            .filter(file => file.endsWith('.ts'))
            .map(file => path.posix.join(layer, file.split(path.sep).join('/')))
    );
    const circles = importCircles(new Map(files.map(file => [file, fs.readFileSync(path.join(root, file), 'utf8')])));
    for (const circle of circles) {
        console.log(`These files import each other in a circle:\n  ${[...circle, circle[0]].join('\n  → ')}`);
    }
    return circles.length === 0 ? 0 : 1;
});

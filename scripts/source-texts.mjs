/** The source files of all layers. */
import fs from 'node:fs';
import path from 'node:path';
import { layers } from './eslint/import-layers.mjs';
import { root } from './toolchain.mjs';

/** The text of each file by its path, relative to the project and with `/` between folders. */
export function sourceTexts() {
    const files = Object.keys(layers).flatMap(layer =>
        fs
            .readdirSync(path.join(root, layer), { recursive: true })
            .filter(file => file.endsWith('.ts'))
            .map(file => path.posix.join(layer, file.split(path.sep).join('/')))
    );
    return new Map(files.map(file => [file, fs.readFileSync(path.join(root, file), 'utf8')]));
}

/**
 * Before and after `npm pack`: the published manifest has no `optionalDependencies`. They are the Node of the scripts; npm would install it for users of the package,
 * and put it before their own.
 *
 * Arguments: `write`, which keeps the manifest in a file beside it, and `restore`.
 */
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const file = fileURLToPath(new URL('../package.json', import.meta.url));
const kept = path.join(path.dirname(file), '.package.json.kept');

/** Brings back the manifest, also after a run that was interrupted. */
function restore() {
    if (fs.existsSync(kept)) {
        fs.renameSync(kept, file);
    }
}

restore();
if (process.argv[2] === 'write') {
    const published = JSON.parse(fs.readFileSync(file, 'utf8'));
    delete published.optionalDependencies;
    fs.copyFileSync(file, kept);
    fs.writeFileSync(file, `${JSON.stringify(published, null, 2)}\n`);
}

import { readdirSync } from 'node:fs';
import path from 'node:path';
import Mocha from 'mocha';

/** VS Code calls this: it runs all tests that stand beside this file. */
export async function run(): Promise<void> {
    const mocha = new Mocha({ ui: 'bdd', color: false, timeout: 30_000, reporter: 'spec' });
    for (const file of readdirSync(__dirname)) {
        if (file.endsWith('.test.cjs')) {
            mocha.addFile(path.join(__dirname, file));
        }
    }
    await new Promise<void>((resolve, reject) => {
        mocha.run(failures => (failures === 0 ? resolve() : reject(new Error(`${failures} tests failed`))));
    });
}

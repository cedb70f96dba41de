/**
 * How long a person waits: from a keystroke to fresh diagnostics and to fresh lenses, through the built server over
 * standard input and output; then what the engine's integrals cost and what they are good to.
 *
 * Arguments: names of example files; without any, all of them and a file of a hundred models.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { measureIntegrals } from './integrals.js';
import { measureKeystrokes } from './keystrokes.js';
import { manyModels } from '../test/server/many-models.js';
import { table } from './table.js';

const examples = path.resolve('examples');
const chosen = process.argv.slice(2);
const files = readdirSync(examples)
    .filter(file => file.endsWith('.glmm') && (chosen.length === 0 || chosen.includes(path.basename(file, '.glmm'))))
    .map(file => ({ name: path.basename(file, '.glmm'), text: readFileSync(path.join(examples, file), 'utf8') }));

const edited = chosen.length === 0 ? [...files, { name: '100 models', text: manyModels(100) }] : files;
const milliseconds = (value: number) => value.toFixed(1);

console.log('From a keystroke to fresh diagnostics and lenses, in milliseconds\n');
const keystrokes = [];
for (const { name, text } of edited) {
    for (const { edit, count, diagnostics, lenses } of await measureKeystrokes(name, text)) {
        keystrokes.push([name, edit, count, ...[diagnostics.median, diagnostics.p95, lenses.median, lenses.p95].map(milliseconds)]);
    }
}
console.log(table(['file', 'edit', 'edits', 'diagnostics: median', '95 %', 'lenses: median', '95 %'], keystrokes));
console.log('\nAimed at, for 95 % of the edits: diagnostics within 15 ms and lenses within 50 ms; of 100 models lenses within 100 ms.');

console.log('\nThe integrals: the time of a whole analysis, and each integral in it\n');
const integrals = [];
for (const { name, text } of files) {
    for (const measured of await measureIntegrals(text)) {
        const { model, time, integral, method, evaluations, error } = measured;
        integrals.push([name, model, time.toFixed(3), integral, method, evaluations, error.toExponential(1)]);
    }
}
console.log(table(['file', 'model', 'ms', 'integral', 'method', 'evaluations', 'certified relative error'], integrals));

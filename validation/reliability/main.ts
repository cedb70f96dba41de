/**
 * `npm run check-rules -- FILE [--kinds A,B] [--responses A,B] [--designs N] [--from N] [--error E]`: draws designs, compares accuracies, writes the comparisons to a file
 * and says how often the rules of `src-engine/analysis/reliability/` were right. Exact variances that the file already has are kept.
 */
import { existsSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { rulesCheckedOn, checkedDesigns, jsonOf, type CheckedDesign } from './checked-design.js';
import { designKinds, randomDesigns, responseNames, type DesignKind, type Responses } from './random-designs.js';
import { casesOf, headlineTable, rulesTable } from './tables.js';

const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
        kinds: { type: 'string', default: designKinds.join() },
        responses: { type: 'string', default: responseNames.join() },
        designs: { type: 'string', default: '300' },
        from: { type: 'string', default: '1' },
        error: { type: 'string', default: '0.02' }
    }
});

const [file] = positionals;
if (file === undefined) {
    throw new Error('Name the file for the comparisons.');
}

const kinds = values.kinds.split(',') as DesignKind[];
const responses = values.responses.split(',') as Responses[];
const known = new Map(existsSync(file) ? checkedDesigns(file).map(design => [design.text, design]) : []);
const checked: CheckedDesign[] = [];
for (const design of randomDesigns(kinds, responses, Number(values.designs), Number(values.from))) {
    checked.push(rulesCheckedOn(design, Number(values.error), known.get(design.text)));
    // What the file had stays until it is checked again, so that a run that is stopped loses nothing.
    const texts = new Set(checked.map(({ text }) => text));
    writeFileSync(file, jsonOf([...checked, ...[...known.values()].filter(({ text }) => !texts.has(text))]));
    if (process.stderr.isTTY) {
        process.stderr.write(`\r${checked.length} of ${values.designs} designs`);
    }
}
writeFileSync(file, jsonOf(checked));
const without = checked.filter(({ variances }) => variances.length === 0).length;
const cases = casesOf(checked);
console.log(
    `${checked.length} designs, ${without} of them without an exact variance\n\n${rulesTable(cases)}\n\n${headlineTable(checked, 'kind')}\n\n${headlineTable(checked, 'responses')}`
);

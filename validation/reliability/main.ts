/**
 * `npm run check-rules -- FILE [--kinds A,B] [--designs N] [--from N] [--continuous] [--thorough]`: draws designs, compares accuracies, writes the
 * comparisons to a file and says how often the rules of `src-engine/analysis/reliability/` were right.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { read, type Diagnostic } from '../../library/index.js';
import { comparedAccuracies } from './compared-accuracies.js';
import { designKinds, randomDesign, type DesignKind } from './random-designs.js';
import { headlineTable, rulesTable, type Case } from './tables.js';

const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
        kinds: { type: 'string', default: designKinds.join() },
        designs: { type: 'string', default: '100' },
        from: { type: 'string', default: '1' },
        continuous: { type: 'boolean', default: false },
        thorough: { type: 'boolean', default: false }
    }
});

const [file] = positionals;
if (file === undefined) {
    throw new Error('Name the file for the comparisons.');
}

const chosen = values.kinds.split(',') as DesignKind[];
const cases: Case[] = [];
let withoutNumbers = 0;
for (let design = 0; design < Number(values.designs); design++) {
    const kind = chosen[design % chosen.length]!;
    const seed = Number(values.from) + design;
    const text = randomDesign(kind, seed, values.continuous);
    const [model] = read(text).models;
    if (!model?.spec) {
        throw new Error(`${text}\n${model?.diagnostics.map(({ message }) => message).join('\n')}`);
    }
    const { spec, diagnostics } = model;
    const compared = comparedAccuracies(spec, values.thorough ? 'simulate' : 'quick');
    withoutNumbers += compared.length === 0 ? 1 : 0;
    const { name, link } = spec.family;
    cases.push(...compared.map(one => ({ kind, seed, family: name, link, warnings: warningsOf(diagnostics), ...one })));
    if (process.stderr.isTTY) {
        process.stderr.write(`\r${design + 1} of ${values.designs} designs`);
    }
}
writeFileSync(file, `[\n${cases.map(one => JSON.stringify(one, rounded)).join(',\n')}\n]\n`);
console.log(
    `${values.designs} designs, ${withoutNumbers} of them without an exact variance\n\n${rulesTable(cases)}\n\n${headlineTable(cases)}`
);

function warningsOf(diagnostics: readonly Diagnostic[]): string[] {
    return [...new Set(diagnostics.filter(({ severity }) => severity === 'warning').map(({ code }) => code))];
}

function rounded(_: string, value: unknown): unknown {
    return typeof value === 'number' ? Number(value.toPrecision(4)) : value;
}

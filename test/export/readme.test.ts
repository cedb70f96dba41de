/** The README, the help of the command line and the editor's choice describe each target in the words of its record. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { targetsHelp } from '../../cli/export.js';
import { targets } from '../../language/export/index.js';

const described = Object.values(targets).map(({ name, what }) => [name, what]);

it('README.md lists every target', () => {
    const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
    const table = /^\| target \| output \|\n.*\n((?:\|.*\n)+)/m.exec(readme)![1]!;
    expect([...table.matchAll(/^\| `([^`]+)` \| (.+) \|$/gm)].map(([, name, what]) => [name, what])).toEqual(described);
});

it('the help lists every target in lines that fit a terminal', () => {
    const lines = targetsHelp().split('\n');
    expect(lines.map(line => line.trim().split(/ {2,}/))).toEqual(described);
    expect(Math.max(...lines.map(line => line.length))).toBeLessThanOrEqual(80);
});

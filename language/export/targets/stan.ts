import type { TargetRecord } from '../export-target.js';
import { scriptLines } from '../script.js';
import { reservedInStan } from '../stan/stan-names.js';
import { stanProgram } from '../stan/stan-program.js';

export const stan: TargetRecord<'stan'> = {
    name: 'stan',
    title: 'Stan',
    what: 'Stan: a program that draws its own data and fits them',
    language: 'stan',
    fits: true,
    needs: () => 'Stan 2.26 or newer',
    lack: () => null,
    // The user gives the seed when running the program.
    lines: scriptLines({ reserved: reservedInStan }, stanProgram)
};

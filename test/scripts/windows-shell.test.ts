/** The line that scripts hand to the shell of Windows keeps the words of the command apart. */
import { expect, it } from 'vitest';
import { shellLine } from '../../scripts/windows-shell.mjs';

it.each([
    { words: ['npm', 'ci', '--no-audit'], line: 'npm ci --no-audit' },
    {
        words: ['C:\\Program Files\\Code\\code.cmd', '--new-window', '--extensionDevelopmentPath=C:\\My work\\out', 'C:\\My work\\a.glmm'],
        line: '"C:\\Program Files\\Code\\code.cmd" --new-window "--extensionDevelopmentPath=C:\\My work\\out" "C:\\My work\\a.glmm"'
    },
    { words: ['code', 'C:\\R & D\\'], line: 'code "C:\\R & D\\\\"' },
    { words: ['npm', ''], line: 'npm ""' }
])('$line', ({ words, line }) => {
    expect(shellLine(words)).toBe(line);
});

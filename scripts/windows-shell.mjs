/** Commands for the shell of Windows, which runs `code.cmd` and `npm.cmd`: Node hands it all words as one line. */
import { spawnSync } from 'node:child_process';

/** The words of a command as a line. Quotes keep the spaces of a path; a backslash before the closing quote would hide it. */
export function shellLine(words) {
    return words.map(word => (/^[\w.:\\/=@+-]+$/.test(word) ? word : `"${word.replace(/\\+$/, '$&$&')}"`)).join(' ');
}

/** `spawnSync`, through a shell where the command is a script of Windows. */
export function spawnCommand(command, args, options) {
    return process.platform === 'win32' && !command.endsWith('.exe')
        ? spawnSync(shellLine([command, ...args]), { ...options, shell: true })
        : spawnSync(command, args, options);
}

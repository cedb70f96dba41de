/** The browser for the end-to-end tests. */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { Problem } from './toolchain.mjs';

const programs = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];
const applications = [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe'
];

/** Returns the path of a Chromium. Installs Debian's if that is possible. */
export function ensureChromium() {
    const found = findChromium();
    if (found) {
        return found;
    }
    if (process.getuid?.() === 0 && spawnSync('apt-get', ['--version']).status === 0) {
        console.log('Installing Chromium ...');
        const apt = args =>
            spawnSync('apt-get', ['-q', '-y', ...args], { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
        apt(['update']);
        apt(['install', 'chromium']);
    }
    const installed = findChromium();
    if (!installed) {
        throw new Problem(
            'The end-to-end tests need Chromium or Chrome, and none was found: install one (Debian and Ubuntu: `sudo apt-get install chromium`), or set CHROMIUM to its path.'
        );
    }
    return installed;
}

function findChromium() {
    const onPath = programs.flatMap(program => process.env.PATH.split(path.delimiter).map(folder => path.join(folder, program)));
    return [process.env.CHROMIUM, ...onPath, ...applications].find(file => file && fs.existsSync(file));
}

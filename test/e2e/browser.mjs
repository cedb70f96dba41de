/** How the browser is started: without what it would do on a desktop. */
export const browserOptions = executablePath => ({
    executablePath,
    args: [
        // A container has no other sandbox to offer; the browser opens nothing but the editor.
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync'
    ]
});

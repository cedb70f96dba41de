/** Starts the browser without its desktop features. */
export const browserOptions = executablePath => ({
    executablePath,
    args: [
        // A container has no other sandbox. The browser opens only the editor.
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync'
    ]
});

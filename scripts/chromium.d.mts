/** The path of a Chromium; installs Debian's where that is possible. */
export function ensureChromium(): string;

/** Returns the path of a Chromium. Installs Debian's if that is possible. */
export function ensureChromium(): string;

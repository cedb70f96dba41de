/** Whether a path is relative: not absolute, without a drive, not an address. */
export function isRelativePath(path: string): boolean {
    return path.trim() !== '' && !/^(?:[/\\]|[a-zA-Z][a-zA-Z+.-]*:)/.test(path);
}

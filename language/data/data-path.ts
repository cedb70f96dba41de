/** Whether a path can be one from the text's own folder: no absolute path, no drive, no address. */
export function isRelativePath(path: string): boolean {
    return path.trim() !== '' && !/^(?:[/\\]|[a-zA-Z][a-zA-Z+.-]*:)/.test(path);
}

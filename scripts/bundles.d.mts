/** What of the bundles' script is used by tests. */
export function bundleExplorer(folder: string): Promise<void>;

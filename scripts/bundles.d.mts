/** The part of the bundles' script that tests use. */
export function bundleExplorer(folder: string): Promise<void>;

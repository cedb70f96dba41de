/**
 * A place to change, and the tests that should notice the change.
 *
 * @param find occurs once in `file`
 * @param tests files or folders, the one that should notice the change first
 */
export const place = (name, file, find, replace, ...tests) => ({ name, file, find, replace, tests });

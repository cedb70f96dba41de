/** The version of the package, as reports print it. A test compares it with `package.json`. */
export const version = '0.1.0';

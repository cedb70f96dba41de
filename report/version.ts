/** The version of the package, as reports and the command print it: a constant, so that a bundle needs no other file. A test compares it with `package.json`. */
export const version = '0.1.0';

/** The texts of data files (CSV) by path, as the text of the model names it; or a function that gives them, undefined where there is none. */
export type DataTexts = Readonly<Record<string, string>> | ((path: string) => string | undefined);

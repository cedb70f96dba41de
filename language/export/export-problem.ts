/** A tool cannot express a model: a message for the user, of one or two sentences. */
export class ExportProblem extends Error {}

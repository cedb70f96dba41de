/** A model can't be said in a tool: a message for the author, of one or two sentences. */
export class ExportProblem extends Error {}

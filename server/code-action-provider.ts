export class GlmmCodeActionProvider { getCodeActions() { return undefined; } }

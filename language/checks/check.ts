import type { GlmmAstType } from '../generated/ast.js';
import type { ModelContext } from '../lowering/context.js';

/** A rule about nodes of one kind; its name says the rule. What breaks it goes to the context's report. */
export type Check<Node> = (node: Node, context: ModelContext) => void;

export type Checks = { [Type in keyof GlmmAstType]?: Check<GlmmAstType[Type]>[] };

import type { AstNode } from 'langium';
import { DefaultFoldingRangeProvider } from 'langium/lsp';
import { isCost, isDesign, isFixedEffects, isModel, isRandomEffects, isSimulation } from '../../language/generated/ast.js';

/** Folds models, blocks in braces and comments, but not expressions over several lines. */
export class GlmmFoldingRangeProvider extends DefaultFoldingRangeProvider {
    protected override shouldProcess(node: AstNode): boolean {
        return [isModel, isFixedEffects, isRandomEffects, isDesign, isCost, isSimulation].some(is => is(node));
    }

    protected override shouldProcessContent(node: AstNode): boolean {
        return node.$container === undefined || isModel(node);
    }
}

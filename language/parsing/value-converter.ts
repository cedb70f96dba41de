import { DefaultValueConverter, type CstNode, type GrammarAST, type ValueType } from 'langium';

/** Also converts texts without a closing quote: what follows the opening one. */
export class GlmmValueConverter extends DefaultValueConverter {
    protected override runConverter(rule: GrammarAST.AbstractRule, input: string, cstNode: CstNode): ValueType {
        return rule.name === 'UNCLOSED_STRING' ? input.slice(1) : super.runConverter(rule, input, cstNode);
    }
}

import { type GrammarAST, DefaultTokenBuilder } from 'langium';
import { Lexer, type TokenType } from 'chevrotain';
import { hasShapeOfName } from './name-shape.js';

/**
 * Lets every keyword be a name where the grammar expects a name.
 *
 * A keyword with the form of a name has two token types. The lexer gives the soft one, which the parser accepts as the keyword and
 * as NAME. `hardened` gives the other one, which is the keyword alone, for places where a name makes no sense.
 */
export class GlmmTokenBuilder extends DefaultTokenBuilder {
    private readonly name: TokenType = { name: 'NAME', PATTERN: Lexer.NA };
    private readonly hardTypes = new Map<TokenType, TokenType>();

    /** The type of a keyword token that is not a name; undefined where `type` is not a soft keyword. */
    hardened(type: TokenType): TokenType | undefined {
        return this.hardTypes.get(type);
    }

    override buildTokens(...args: Parameters<DefaultTokenBuilder['buildTokens']>): TokenType[] {
        const tokens = super.buildTokens(...args) as TokenType[];
        return tokens.flatMap(type => {
            if (!hasShapeOfName(type.name) || typeof type.PATTERN !== 'string') {
                return [type];
            }
            const soft: TokenType = { ...type, name: `${type.name} as keyword or name`, CATEGORIES: [type, this.name] };
            type.PATTERN = Lexer.NA;
            delete type.LONGER_ALT;
            this.hardTypes.set(soft, type);
            return [soft, type];
        });
    }

    protected override buildTerminalToken(terminal: GrammarAST.TerminalRule): TokenType {
        if (terminal.name === 'NAME') {
            return this.name;
        }
        const type = super.buildTerminalToken(terminal);
        if (terminal.name === 'WORD') {
            type.CATEGORIES = [this.name];
        }
        return type;
    }

    protected override findLongerAlt(keyword: GrammarAST.Keyword, terminalTokens: TokenType[]): TokenType[] {
        return hasShapeOfName(keyword.value)
            ? terminalTokens.filter(type => type.name === 'WORD')
            : super.findLongerAlt(keyword, terminalTokens);
    }
}

import { AbstractParserErrorMessageProvider } from 'langium';
import type { IToken, TokenType } from 'chevrotain';

/**
 * Lets an error say which token was due, by the name of its type, or nothing where several could follow. The words for people
 * are made in syntax-errors.ts, which also knows the rule and the line.
 */
export class ExpectedTokenNames extends AbstractParserErrorMessageProvider {
    override buildMismatchTokenMessage({ expected }: { expected: TokenType; actual: IToken; previous: IToken; ruleName: string }): string {
        return expected.name;
    }

    override buildNotAllInputParsedMessage(): string {
        return '';
    }

    override buildNoViableAltMessage(): string {
        return '';
    }

    override buildEarlyExitMessage(): string {
        return '';
    }
}

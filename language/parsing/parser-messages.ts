import { AbstractParserErrorMessageProvider } from 'langium';
import type { IToken, TokenType } from 'chevrotain';

/**
 * Makes an error's message the type of the expected token, or nothing where several could follow. The words for people are made
 * later, in syntax-errors.ts, which also knows the rule and the line.
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

import type { LangiumDocument, Lexer } from 'langium';
import type { LangiumServices, SignatureHelpProvider } from 'langium/lsp';
import type { ParameterInformation, SignatureHelp, SignatureHelpOptions, SignatureHelpParams } from 'vscode-languageserver';
import { type OpenCall, openCallAt } from '../../language/completion/open-call.js';
import { segmentsOf } from '../../language/parsing/parser.js';
import { type Signature, signatureOf } from '../../language/knowledge/signatures.js';

/** Shows the arguments of a law, family or function inside its parentheses, and which of them is at the cursor. */
export class GlmmSignatureHelpProvider implements SignatureHelpProvider {
    readonly signatureHelpOptions: SignatureHelpOptions = { triggerCharacters: ['(', ','], retriggerCharacters: [')'] };
    private readonly lexer: Lexer;

    constructor(services: LangiumServices) {
        this.lexer = services.parser.Lexer;
    }

    provideSignatureHelp({ textDocument, parseResult }: LangiumDocument, { position }: SignatureHelpParams): SignatureHelp | undefined {
        const offset = textDocument.offsetAt(position);
        const segment = segmentsOf(parseResult).findLast(candidate => candidate.offset <= offset);
        const call = segment && openCallAt(segment.text, offset - segment.offset, this.lexer);
        const signature = call && signatureOf(call.name, call.place);
        if (!signature) {
            return undefined;
        }
        return { signatures: [informationOf(signature)], activeSignature: 0, activeParameter: parameterAt(call, signature) };
    }
}

/** As in R, arguments without a name take the parameters that no argument names, in order. */
function parameterAt({ position, argumentNames }: OpenCall, { parameters, repeats }: Signature): number {
    const name = argumentNames[position];
    if (name !== undefined && parameters.some(parameter => parameter.name === name)) {
        return parameters.findIndex(parameter => parameter.name === name);
    }
    if (repeats) {
        // The last argument of `Discrete(v, …)` goes on.
        return Math.min(position, parameters.length - 1);
    }
    const free = parameters.flatMap((parameter, i) => (argumentNames.includes(parameter.name) ? [] : [i]));
    const unnamedBefore = argumentNames.slice(0, position).filter(other => other === undefined).length;
    return free[unnamedBefore] ?? parameters.length;
}

function informationOf({ label, documentation, parameters }: Signature): SignatureHelp['signatures'][number] {
    return {
        label,
        documentation: { kind: 'markdown', value: documentation },
        parameters: parameters.map(({ start, end, meaning }): ParameterInformation => ({ label: [start, end], documentation: meaning }))
    };
}

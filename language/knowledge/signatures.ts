/** The arguments of families, laws and functions, as an editor shows them while they are written. */
import { families } from './families.js';
import { functions } from './functions.js';
import { keywords } from './keywords.js';
import { laws, type LawKnowledge } from './laws.js';

export interface SignatureParameter {
    name: string;
    /** Where it is in the label. */
    start: number;
    end: number;
    meaning: string;
}

export interface Signature {
    /** `Normal(mean, sd)` */
    label: string;
    documentation: string;
    parameters: SignatureParameter[];
    /** Whether the last one may be written again and again. */
    repeats: boolean;
}

interface Argument {
    name: string;
    meaning: string;
}

/** @param place after `family`, after `~` or inside a law, or anywhere else */
export function signatureOf(name: string, place: 'family' | 'law' | 'expression'): Signature | undefined {
    switch (place) {
        case 'family':
            return familySignature(name);
        case 'law':
            return lawSignature(name);
        case 'expression':
            return functionSignature(name) ?? pairSignature(name);
    }
}

function familySignature(name: string): Signature | undefined {
    const family = Object.values(families).find(known => known.name === name);
    return family && family.arguments.length > 0 ? signature(name, family.arguments.map(argumentOf), family.documentation) : undefined;
}

function lawSignature(name: string): Signature | undefined {
    if (name === 'Sizes') {
        const sizes = [
            { name: 'mean', meaning: 'mean number of observations' },
            { name: 'cv', meaning: 'coefficient of variation' }
        ];
        return signature(name, sizes, keywords.get('Sizes')?.documentation ?? '');
    }
    const law = laws.get(name);
    return (
        law &&
        (law.form === 'numbers' || law.form === 'vectorAndMatrix'
            ? signature(name, law.arguments.map(argumentOf), law.documentation)
            : listSignature(law))
    );
}

/** Of a law with any number of values: its label says how each is written. */
function listSignature({ signature: label, arguments: [list], documentation }: LawKnowledge): Signature {
    const start = label.indexOf('(') + 1;
    const meaning = list ? `${list.meaning} (${list.domain})` : '';
    return { label, documentation, parameters: [{ name: list?.name ?? '', start, end: label.length - 1, meaning }], repeats: true };
}

function functionSignature(name: string): Signature | undefined {
    const known = functions.get(name);
    if (!known) {
        return undefined;
    }
    const names = known.signature.slice(name.length + 1, -1).split(/, | \| /);
    const list = names.map(argument => ({ name: argument, meaning: known.domain ?? '' }));
    return labelled(known.signature, list, `${known.documentation}\n\n${known.formula}`);
}

function pairSignature(name: string): Signature | undefined {
    const effect = { name: 'effect', meaning: 'a parameter with a random effect in this group' };
    return name === 'correlation' || name === 'covariance'
        ? signature(name, [effect, effect], keywords.get(name)?.documentation ?? '')
        : undefined;
}

function argumentOf({ name, meaning, domain }: { name: string; meaning: string; domain: string }): Argument {
    return { name, meaning: `${meaning}, ${domain}` };
}

function signature(name: string, list: readonly Argument[], documentation: string): Signature {
    return labelled(`${name}(${list.map(argument => argument.name).join(', ')})`, list, documentation);
}

function labelled(label: string, list: readonly Argument[], documentation: string): Signature {
    let at = label.indexOf('(') + 1;
    const parameters = list.map(argument => {
        const start = label.indexOf(argument.name, at);
        at = start + argument.name.length;
        return { ...argument, start, end: at };
    });
    return { label, documentation, parameters, repeats: false };
}

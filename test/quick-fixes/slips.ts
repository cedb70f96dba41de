/** Faulty inputs as people make them, in `slips/`: some lines of a model that is right otherwise, or a whole text, and what the corrections make of it. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** The lines of the model. */
const lines = {
    let: '',
    family: 'family bernoulli',
    predictor: 'predictor x ~ Normal(0, 1)',
    fixedA: 'fixed A { beta0: 1 = logit(0.30) }',
    fixedB: 'fixed B { beta1: x = 0.3 }',
    random: 'random clinic { beta0 sd 0.5 }',
    design: 'design { clinic = 40, n = 20 }',
    goal: 'test beta1 = 0 power 0.80'
};

export type Lines = Partial<typeof lines>;

/** The whole model with some lines written differently; a line that is empty is left out. */
export function model(changes: Lines): string {
    const body = Object.values({ ...lines, ...changes }).filter(line => line !== '');
    return `model trial {\n${body
        .flatMap(line => line.split('\n'))
        .map(line => `  ${line}\n`)
        .join('')}}\n`;
}

export interface SlipOfText {
    /** What is written wrongly. */
    name: string;
    text: string;
    /** `=`: the messages of errors, in text order; empty where only their number is fixed, which is one. */
    messages: string[];
    /**
     * `+`: the lines of the corrected text that the faulty one lacks; `-`: if there are none, the lines that it no longer has;
     * `!`: the error that stays, where no correction could know what is meant.
     */
    expected: string[];
}

const folder = path.join(import.meta.dirname, 'slips');

/**
 * The slips of a file. A blank line separates two; `\n` stands for the end of a line. A first block that begins with `base` has lines that
 * all of them share.
 */
function slipsOf(file: string): SlipOfText[] {
    const blocks = readFileSync(path.join(folder, file), 'utf8').trim().split('\n\n');
    const hasBase = blocks[0]?.startsWith('base\n') ?? false;
    const base = hasBase ? linesIn(blocks[0]!.split('\n').slice(1)) : {};
    return blocks.slice(hasBase ? 1 : 0).map(block => {
        const rows = block.split('\n');
        const written = rows.filter(row => !/^[=+!-] /.test(row));
        const changes = { ...base, ...linesIn(written) };
        const { text = model(changes) } = changes;
        const messages = rows.filter(row => row.startsWith('= ')).map(row => row.slice(2));
        return { name: written.join(' '), text, messages, expected: rows.filter(row => /^[+!-] /.test(row)) };
    });
}

function linesIn(rows: readonly string[]): Lines & { text?: string } {
    return Object.fromEntries(
        rows.map(row => {
            const [, line = '', content = ''] = /^(\w+): ?(.*)$/.exec(row) ?? [];
            return [line, content.replaceAll('\\n', '\n')];
        })
    ) as Lines & { text?: string };
}

/** The slips by the part of a model that they are in. */
export const slips: { part: string; slips: SlipOfText[] }[] = readdirSync(folder)
    .sort()
    .map(file => ({ part: file.replace('.txt', ''), slips: slipsOf(file) }));

/** What the corrections did, in the words of `expected`. */
export function outcome(text: string, corrected: string, errors: readonly string[]): string[] {
    const [before, after] = [text.split('\n'), corrected.split('\n')];
    const added = after.filter(line => !before.includes(line)).map(line => `+ ${line.trim()}`);
    const removed = before.filter(line => !after.includes(line)).map(line => `- ${line.trim()}`);
    return errors.length > 0 ? [`! ${errors[0]!}`] : added.length > 0 ? added : removed;
}

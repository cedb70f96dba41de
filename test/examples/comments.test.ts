/**
 * Every number in the comments of the examples is one that the tool gives.
 *
 * A comment consists of paragraphs. A paragraph that begins with `Source:`, with the indented lines that belong to it, is from
 * elsewhere: `answers.test.ts` and `known-values.test.ts` check its numbers. In all other paragraphs a number must be one that the
 * file's code contains, or a result of the model, at as many digits as are written.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { EmptyFileSystem, URI } from 'langium';
import { describe, expect, it } from 'vitest';
import { createGlmmServices, lowerDocument, sweptModels } from '../../language/index.js';
import { analyze, answer, sweep, type Analysis, type DesignAnswers, type ModelSpec, type SweepRow } from '../../src-engine/index.js';

const folder = new URL('../../examples/', import.meta.url);
const examples = readdirSync(folder).filter(name => name.endsWith('.glmm'));
const textOf = (name: string): string => readFileSync(new URL(name, folder), 'utf8');

interface Paragraph {
    /** `Source`, `Result`, `Lesson`; null for the first one, the question. */
    label: string | null;
    text: string;
}

/** The paragraphs of a comment. One that begins with a label goes on until the next one. */
function paragraphs(comment: string): Paragraph[] {
    const words = comment.replace(/^\/\*\*?|\*\/$/g, '').replace(/^[ \t]*\*[ \t]?/gm, '');
    return words
        .split(/^ *(?=(?:Source|Result|Lesson): )/m)
        .map(part => ({ label: /^(\w+): /.exec(part)?.[1] ?? null, text: part.trim() }))
        .filter(({ text }) => text !== '');
}

/** Numbers as they are written. Digits within names, such as beta1, are no numbers. */
function numbersIn(text: string): string[] {
    return [...text.matchAll(/(?<![\w.^])-?\d+(?:\.\d+)?(?:e-?\d+)?(?![\w])/g)].map(([number]) => number);
}

/** Whether a number as written stands for the value: it is the value, rounded to as many digits. */
function standsFor(written: string, value: number): boolean {
    const [digits, exponent] = written.split('e');
    const decimals = (digits.split('.')[1] ?? '').length;
    if (decimals === 0 && exponent === undefined) {
        return Number(written) === value;
    }
    const unit = 10 ** (Number(exponent ?? 0) - decimals);
    return Math.abs(Number(written) - value) <= unit / 2 + 1e-12 * Math.abs(value);
}

/** A power is never rounded up. */
function isPower(written: string, power: number): boolean {
    const decimals = (written.split('.')[1] ?? '').length;
    return decimals >= 3 && power.toFixed(12).slice(0, decimals + 2) === written;
}

interface Results {
    values: number[];
    powers: number[];
}

const known = (values: (number | null | undefined)[]): number[] => values.flatMap(value => (typeof value === 'number' ? [value] : []));

/** What `glmm analyze --json` gives for a model and its sweeps. */
function resultsOf(analysis: Analysis, answers: DesignAnswers, rows: SweepRow[], spec: ModelSpec): Results {
    const parameters = analysis.parameters.flatMap(({ value, leading, twoTerm, refined, exact, standardError, interval, kind }) => {
        const shown = known([value, interval?.lower, interval?.upper]);
        const hasRatio = kind === 'fixed' && ['log', 'logit'].includes(spec.family.link);
        return known([
            ...shown,
            ...(hasRatio ? shown.map(Math.exp) : []),
            leading.constant,
            ...(leading.terms ?? []).map(({ constant }) => constant),
            standardError,
            ...[leading, twoTerm, refined, exact].map(({ asyVar }) => asyVar)
        ]);
    });
    const tests = [...answers.tests, ...rows.flatMap(row => row.tests)];
    const goals = [...tests, ...answers.precisions];
    const sizes = goals.flatMap(({ required }) => (required ? [...Object.values(required.value), required.continuous.refined] : []));
    const designs = answers.optimal.flatMap(({ n, groups, cost, continuous, efficiency }) => [
        n,
        ...Object.values(groups),
        cost,
        continuous.n,
        efficiency
    ]);
    const degrees = answers.tests.flatMap(({ df, withT }) => [df === null ? null : Math.round(df), withT?.required]);
    return {
        values: [...parameters, ...known([...sizes, ...designs, ...degrees])],
        powers: known([...tests.flatMap(({ power }) => Object.values(power)), ...answers.optimal.map(({ power }) => power)])
    };
}

async function resultsOfFile(name: string): Promise<Map<string, Results>> {
    const { shared } = createGlmmServices(EmptyFileSystem);
    const document = shared.workspace.LangiumDocumentFactory.fromString(textOf(name), URI.file(`/${name}`));
    await shared.workspace.DocumentBuilder.build([document]);
    return new Map(
        lowerDocument(document).models.map(({ name: model, spec }, index) => {
            const points = sweptModels(document, index).flatMap(point => (point.spec === null ? [] : [point]));
            return [model, resultsOf(analyze(spec!), answer(spec!, { around: false }), points.length > 0 ? sweep(points) : [], spec!)];
        })
    );
}

/** The numbers of the code, and shares as per cent. 95 is the level of every interval. */
function numbersOfCode(code: string): number[] {
    const written = numbersIn(code.replace(/\/\/.*$/gm, '')).map(Number);
    return [95, ...written, ...written.map(value => Number((100 * value).toPrecision(12)))];
}

/** The comments of a file, each with the model that follows it; the first one may be about all of them. */
function commentsOf(text: string): { comment: string; model: string | null }[] {
    return [...text.matchAll(/\/\*[\s\S]*?\*\/|(?<=\n)[^\n]*?(\/\/[^\n]*)/g)].map(([comment, line], index) => {
        const at = text.indexOf(comment);
        const next = /^model (\w+)/m.exec(text.slice(at))?.[1] ?? null;
        const previous = [...text.slice(0, at).matchAll(/^model (\w+)/gm)].at(-1)?.[1] ?? null;
        const isAboutFile = index === 0 && !comment.startsWith('/**');
        return { comment: line ?? comment, model: isAboutFile ? null : line === undefined && comment.startsWith('/*') ? next : previous };
    });
}

/** The numbers of a text's comments that are neither in its code nor among the results. */
function unknownNumbers(text: string, results: Map<string, Results>): string[] {
    const code = numbersOfCode(text.replace(/\/\*[\s\S]*?\*\//g, ''));
    return commentsOf(text).flatMap(({ comment, model }) => {
        const own = model === null ? [...results.values()] : [results.get(model)!];
        const values = [...code, ...own.flatMap(one => one.values)];
        const powers = own.flatMap(one => one.powers);
        return paragraphs(comment)
            .filter(({ label }) => label !== 'Source')
            .flatMap(paragraph => numbersIn(paragraph.text))
            .filter(number => !values.some(value => standsFor(number, value)) && !powers.some(power => isPower(number, power)));
    });
}

describe.each(examples)('the comments of examples/%s', name => {
    it('have a question, a source, a result and a lesson', () => {
        const [first, ...rest] = commentsOf(textOf(name)).filter(({ comment }) => comment.startsWith('/*'));
        expect(paragraphs(first.comment).map(({ label }) => label)).toEqual([null, 'Source', 'Result', 'Lesson']);
        expect(rest.every(({ comment }) => comment.includes('Result: ') || name === 'delta-method.glmm')).toBe(true);
    });

    it('give the numbers that the tool gives', async () => {
        expect(unknownNumbers(textOf(name), await resultsOfFile(name))).toEqual([]);
    });
});

describe('the check itself', () => {
    it.each([
        ['stepped-wedge-gaussian.glmm', '0.0045455', '0.0045456'],
        ['stepped-wedge-gaussian.glmm', 'power is 0.842', 'power is 0.843'],
        ['asthma.glmm', '0.0393', '0.0383'],
        ['asthma.glmm', '1.06 to 1.24', '1.07 to 1.24'],
        ['talk.glmm', '0.4878336709', '0.4878336708'],
        ['small-slope.glmm', '5.08276e-6', '5.08275e-6'],
        ['blood-pressure.glmm', '1876', '1875'],
        ['psycholinguistics.glmm', '88 degrees', '87.5 degrees'],
        ['cluster-trial.glmm', '58 practices', '57 practices']
    ])('finds another number in %s: %s', async (name, right, wrong) => {
        const text = textOf(name);
        const results = await resultsOfFile(name);
        const last = text.lastIndexOf(right);
        expect(last).toBeGreaterThan(0);
        const changed = text.slice(0, last) + wrong + text.slice(last + right.length);
        expect(unknownNumbers(changed, results).length).toBe(1);
    });

    it('reads many numbers', () => {
        const numbers = examples.flatMap(name => commentsOf(textOf(name)).flatMap(({ comment }) => numbersIn(comment)));
        expect(numbers.length).toBeGreaterThan(200);
    });
});

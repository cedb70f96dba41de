/** How often the rules are right about the refined form, and how far headlines are from exact variances. */
import type { CheckedDesign } from './checked-design.js';
import type { ComparedAccuracies, Role } from './compared-accuracies.js';
import type { DesignKind, Responses } from './random-designs.js';

/** One parameter of a random design. */
export interface Case extends ComparedAccuracies {
    kind: DesignKind;
    responses: Responses;
    seed: number;
}

export function casesOf(designs: readonly CheckedDesign[]): Case[] {
    return designs.flatMap(({ kind, responses, seed, variances }) => variances.map(one => ({ kind, responses, seed, ...one })));
}

/** By role and family: how many of the refined variances that are over 5 % off are doubted, and how many of the others are, too. */
export function rulesTable(cases: readonly Case[]): string {
    const known = cases.filter(({ refined }) => refined !== null);
    const families = [...new Set(known.map(({ responses }) => responses))];
    const rows = roles.flatMap(role =>
        [null, ...families].map(family => {
            const here = known.filter(one => one.role === role && (family === null || one.responses === family));
            const off = here.filter(one => distance(one.refined) > 0.05);
            const good = here.filter(one => distance(one.refined) <= 0.05);
            const missed = off.filter(one => !one.isDoubted).map(({ refined }) => refined!);
            return [
                role,
                family === null ? 'all' : titles[family],
                share(off.length - missed.length, off.length),
                share(good.filter(({ isDoubted }) => isDoubted).length, good.length),
                missed.length === 0 ? '' : `${Math.min(...missed).toFixed(2)} to ${Math.max(...missed).toFixed(2)}`
            ];
        })
    );
    return table(['refined variance of', 'response', 'off by over 5 %: found', 'the others: doubted, too', 'not found'], rows);
}

/** By structure or family: how far the headline is from the exact variance, and how often the program says that it may be off. */
export function headlineTable(designs: readonly CheckedDesign[], by: 'kind' | 'responses'): string {
    const rows = [...new Set(designs.map(design => design[by])), null].map(name => {
        const here = designs.filter(design => name === null || design[by] === name);
        const shown = casesOf(here).filter(({ headline }) => headline !== null);
        const silent = silentlyOff(shown);
        const unmarked = shown.filter(({ isMarked }) => !isMarked);
        return [
            name === null ? 'all' : titles[name],
            String(here.length),
            share(here.filter(({ warnings }) => warnings.length > 0).length, here.length),
            String(shown.length),
            share(shown.filter(({ using }) => using === 'exact').length, shown.length),
            share(shown.length - unmarked.length, shown.length),
            share(shown.filter(one => one.isMarked && farOff < distance(one.headline)).length, shown.length - unmarked.length),
            share(silent.length, unmarked.length),
            unmarked.length === 0 ? '' : Math.max(...unmarked.map(({ headline }) => distance(headline))).toFixed(2)
        ];
    });
    return table(
        [
            by === 'kind' ? 'structure' : 'response',
            'designs',
            'with a warning',
            'variances',
            'exact first',
            'with a word',
            'of these over 10 % off',
            'of the others over 10 % off',
            'largest difference without a word'
        ],
        rows
    );
}

/** The variances that are over 10 % off without a word. */
export function silentTable(designs: readonly CheckedDesign[]): string {
    const rows = silentlyOff(casesOf(designs)).map(({ kind, responses, seed, parameter, headline, error, using }) => [
        `${titles[kind]} (${seed})`,
        titles[responses],
        `\`${parameter.replace('|', '\\|')}\``,
        `${headline!.toFixed(2)}${error < 0.005 ? '' : ` ± ${(headline! * error).toFixed(2)}`}`,
        using ?? ''
    ]);
    return rows.length === 0 ? 'None.' : table(['structure (number)', 'response', 'parameter', 'program / exact', 'accuracy'], rows);
}

/** A tenth of a variance is a twentieth of a standard error. */
const farOff = 0.1;

export const silentlyOff = (cases: readonly Case[]): Case[] =>
    cases.filter(({ headline, isMarked }) => !isMarked && farOff < distance(headline));

const titles: Record<DesignKind | Responses, string> = {
    oneFactor: 'random intercepts',
    slopes: 'random slopes',
    groupLevel: 'drawn predictor of the unit',
    levels: 'two nested levels',
    crossed: 'two crossed factors',
    crossedSlopes: 'crossed, with slopes',
    wedge: 'stepped wedge',
    withoutGroups: 'no groups',
    bernoulli: 'yes or no, logit',
    bernoulliProbit: 'yes or no, probit',
    bernoulliCloglog: 'yes or no, cloglog',
    binomial: 'binomial, logit',
    binomialProbit: 'binomial, probit',
    binomialCloglog: 'binomial, cloglog',
    poisson: 'Poisson',
    negativeBinomial: 'negative binomial',
    gamma: 'gamma, log',
    inverseGaussian: 'inverse Gaussian, log',
    gaussianLog: 'Gaussian, log',
    gaussian: 'Gaussian'
};

const roles: readonly Role[] = ['intercept', 'between', 'within'];

const distance = (ratio: number | null): number => Math.abs((ratio ?? 1) - 1);

const share = (part: number, whole: number): string => (whole === 0 ? '–' : `${part} of ${whole} (${Math.round((100 * part) / whole)} %)`);

function table(head: string[], rows: string[][]): string {
    return [head, head.map(() => '---'), ...rows].map(cells => `| ${cells.join(' | ')} |`).join('\n');
}

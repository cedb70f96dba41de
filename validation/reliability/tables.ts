/** How often the rules are right about the refined form, and how far headlines are from exact variances. */
import type { ComparedAccuracies, Role } from './compared-accuracies.js';
import { designKinds, type DesignKind } from './random-designs.js';

/** One parameter of a random design. */
export interface Case extends ComparedAccuracies {
    kind: DesignKind;
    seed: number;
    family: string;
    link: string;
    /** The codes of the warnings that the text of the model has. */
    warnings: string[];
}

/** By role and link: how many of the refined variances that are over 5 % off are doubted, and how many of the others are, too. */
export function rulesTable(cases: readonly Case[]): string {
    const known = cases.filter(({ refined }) => refined !== null);
    const links = [...new Set(known.map(({ link }) => link))].sort();
    const rows = roles.flatMap(role =>
        ['all links', ...links].map(link => {
            const here = known.filter(one => one.role === role && (link === 'all links' || one.link === link));
            const off = here.filter(one => distance(one.refined) > 0.05);
            const good = here.filter(one => distance(one.refined) <= 0.05);
            const missed = off.filter(one => !one.isDoubted).map(({ refined }) => refined!);
            return [
                role,
                link,
                share(off.length - missed.length, off.length),
                share(good.filter(({ isDoubted }) => isDoubted).length, good.length),
                missed.length === 0 ? '' : `${Math.min(...missed).toFixed(2)} to ${Math.max(...missed).toFixed(2)}`
            ];
        })
    );
    return table(['refined variance of', 'link', 'off by over 5 %: found', 'the others: doubted, too', 'not found'], rows);
}

/** By kind of design: how far the headline is from the exact variance, and how often the program says that it may be off. */
export function headlineTable(cases: readonly Case[]): string {
    const rows = designKinds.flatMap(kind => {
        const here = cases.filter(one => one.kind === kind);
        const shown = here.filter(({ headline }) => headline !== null);
        const unmarked = shown.filter(({ isMarked }) => !isMarked);
        // A simulated exact variance has an error of its own.
        const off = unmarked.filter(({ headline, error }) => distance(headline) > 0.1 + 3 * error);
        return here.length === 0
            ? []
            : [
                  [
                      kind,
                      String(here.length),
                      share(here.length - shown.length, here.length),
                      share(shown.length - unmarked.length, shown.length),
                      share(shown.filter(({ using }) => using === 'exact').length, shown.length),
                      String(off.length),
                      unmarked.length === 0 ? '' : Math.max(...unmarked.map(({ headline }) => distance(headline))).toFixed(3)
                  ]
              ];
    });
    return table(
        ['design', 'variances', 'no headline', 'marked', 'exact', 'unmarked and over 10 % off', 'largest unmarked difference'],
        rows
    );
}

const roles: readonly Role[] = ['intercept', 'between', 'within'];

const distance = (ratio: number | null): number => Math.abs((ratio ?? 1) - 1);

const share = (part: number, whole: number): string => (whole === 0 ? '–' : `${part} of ${whole} (${Math.round((100 * part) / whole)} %)`);

function table(head: string[], rows: string[][]): string {
    return [head, head.map(() => '---'), ...rows].map(cells => `| ${cells.join(' | ')} |`).join('\n');
}

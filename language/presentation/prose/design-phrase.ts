/** The sizes of a design in the words of a protocol. */
import type { ModelSpec } from '../../../src-engine/spec/model-spec.js';
import { countOf, groupsOutsideIn, meanSizeText } from './design-text.js';
import { formatCount, formatValue } from '../notation/numbers.js';
import { list } from './enumeration.js';
import { unitsOf } from './plural.js';

/** `257 clinics of 20 observations each`, `24 plates crossed with 6 samples and 1 observation in each cell`, `200 observations`. */
export function designPhrase(spec: ModelSpec): string {
    const observations = observationsPhrase(spec);
    const chains = chainsOf(spec).map(chain => chain.map(group => countPhrase(spec, group)).join(' of '));
    if (chains.length === 0) {
        return observations;
    }
    return chains.length > 1
        ? `${crossedText(chains)}${chains.length > 2 ? ',' : ''} and ${observations} in each cell`
        : `${chains[0]} of ${observations} each`;
}

/** `24 plates crossed with 6 samples`; of more than two groups `8 subjects, 6 items and 4 raters, all crossed`. */
export function crossedText(counts: readonly string[]): string {
    return counts.length > 2 ? `${list(counts)}, all crossed` : counts.join(' crossed with ');
}

/** Crossed groups, each followed by the groups nested in it. */
function chainsOf(spec: ModelSpec): string[][] {
    return groupsOutsideIn(spec).reduce<string[][]>(
        (chains, { group, within }) =>
            within === null ? [...chains, [group]] : chains.map((chain, i) => (i === chains.length - 1 ? [...chain, group] : chain)),
        []
    );
}

function countPhrase({ design }: ModelSpec, group: string): string {
    const count = countOf(design, group);
    return `${count === null ? 'some' : formatCount(count)} ${unitsOf(group, count)}`;
}

function observationsPhrase({ design: { n } }: ModelSpec): string {
    switch (n?.kind) {
        case 'fixed':
            return `${formatCount(n.n)} observation${n.n === 1 ? '' : 's'}`;
        case 'poisson':
            return `a Poisson number of observations, ${meanSizeText(n)} on average,`;
        case 'sizes':
            return `on average ${meanSizeText(n)} observations (coefficient of variation ${formatValue(n.cv)})`;
        default:
            return 'some observations';
    }
}

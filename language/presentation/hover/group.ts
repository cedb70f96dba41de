import { sigmaOf } from '../../../src-engine/structure/covariance/structures.js';
import type { ModelSpec } from '../../../src-engine/spec/model-spec.js';
import { clusteringText } from '../prose/clustering-text.js';
import { list } from '../prose/enumeration.js';
import { conditionText, attritionText, countOf, totalObservations, meanSizeText } from '../prose/design-text.js';
import { codeSpan, escapeComment, escapeMarkdown, lines, paragraphs } from '../notation/markdown.js';
import type { ModelView } from '../model-view.js';
import { formatCount, formatValue } from '../notation/numbers.js';
import { plural, unitsOf } from '../prose/plural.js';

/** Units, how many to recruit, what varies between them, and which effects they estimate. Markdown. */
export function groupHover(view: ModelView, name: string, doc: string | null): string {
    const { spec, analysis } = view;
    const block = spec.random.find(candidate => candidate.group === name);
    const count = countOf(spec.design, name);
    const recruit = analysis?.groups.find(group => group.name === name)?.recruit ?? null;
    return paragraphs(
        `**${escapeMarkdown(name)}**, ${count === null ? 'number of units not given (?)' : `${formatCount(count)} unit${count === 1 ? '' : 's'}`}${withinText(block?.within ?? null)}`,
        lines(sizeText(spec), recruitText(spec, recruit, name)),
        doc && escapeComment(doc),
        block && lines(randomEffectsText(block), clusteringText(view), effectsText(view, name))
    );
}

function withinText(within: string | null): string {
    return within === null ? '' : ` in each ${codeSpan(within)}`;
}

function sizeText(spec: ModelSpec): string | null {
    const size = spec.design.n;
    switch (size?.kind) {
        case 'fixed': {
            const total = totalObservations(spec);
            const where = spec.random.filter(block => block.within === null).length > 1 ? 'cell' : 'innermost group';
            return `${formatCount(size.n)} observation${size.n === 1 ? '' : 's'} in each ${where}${total === null ? '' : `, ${formatCount(total)} in all`}`;
        }
        case 'poisson':
            return `Observations in each: Poisson(${formatValue(size.mean)})${conditionText(size)}`;
        case 'sizes':
            return conditionText(size) === ''
                ? `Observations in each: mean ${formatValue(size.mean)}, coefficient of variation ${formatValue(size.cv)}`
                : `Observations in each: mean ${meanSizeText(size)}, of a law with mean ${formatValue(size.mean)} and coefficient of variation ${formatValue(size.cv)}, given one at least`;
        case 'unknown':
            return 'Observations in each: not given (?)';
        default:
            return null;
    }
}

function recruitText(spec: ModelSpec, recruit: number | null, name: string): string | null {
    const attrition = attritionText(spec.design);
    return attrition === null || recruit === null ? null : `Recruit ${formatCount(recruit)} ${plural(name, recruit)}: ${attrition}`;
}

function randomEffectsText(random: ModelSpec['random'][number]): string {
    const { effects } = random;
    const sigma = sigmaOf(random);
    if (effects.length === 0) {
        return 'A level without random effects';
    }
    const entries = effects.map((effect, index) => `${codeSpan(effect)} (sd ${formatValue(Math.sqrt(sigma[index]?.[index] ?? NaN), 4)})`);
    return `Random effects: ${entries.join(', ')}`;
}

/** The effects of block A for which the units of this group count. */
function effectsText({ spec, analysis, examination }: ModelView, name: string): string | null {
    const partnersOf = (effect: string) =>
        examination?.blocks.find(block => block.effect === effect)?.partners ??
        analysis?.parameters.find(parameter => parameter.kind === 'fixed' && parameter.name === effect)?.partners ??
        [];
    const effects = spec.fixed.map(effect => effect.name).filter(effect => partnersOf(effect).some(partner => partner.group === name));
    const more = `More ${escapeMarkdown(unitsOf(name))} make every estimate more precise.`;
    return effects.length === 0
        ? more
        : `A part of the variance of ${list(effects.map(codeSpan))} falls only with the number of ${escapeMarkdown(unitsOf(name))}. ${more}`;
}

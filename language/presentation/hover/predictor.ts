import { levelsOf } from '../../../src-engine/spec/predictor-levels.js';
import type { Examination } from '../../../src-engine/result/analysis.js';
import type { ModelSpec, PredictorSpec } from '../../../src-engine/spec/model-spec.js';
import { familyLink } from '../../knowledge/families.js';
import { lawKnowledge } from '../../knowledge/laws.js';
import { pointsText, randomPredictorText } from '../notation/law-text.js';
import { codeSpan, escapeComment, escapeMarkdown, lines, paragraphs } from '../notation/markdown.js';
import type { ModelView } from '../model-view.js';
import { formatPercent, formatValue } from '../notation/numbers.js';
import { unitsOf } from '../prose/plural.js';
import { observationUnit } from '../prose/size-text.js';
import { mathNotation, predictorsOf, writeTerm } from '../notation/term-text.js';

function findPredictor(spec: ModelSpec, name: string): PredictorSpec | null {
    return (
        spec.predictors.find(predictor => (predictor.kind === 'random' ? predictor.names.includes(name) : predictor.name === name)) ?? null
    );
}

/** The law, mean and standard deviation, where the predictor varies, and the moment that must be finite. Markdown. */
export function predictorHover(view: ModelView, name: string, doc: string | null): string {
    const { spec, examination } = view;
    const predictor = findPredictor(spec, name);
    if (!predictor) {
        return paragraphs(`**${escapeMarkdown(name)}**`, doc && escapeComment(doc));
    }
    const moments = examination?.predictors.find(candidate => candidate.name === name) ?? null;
    return paragraphs(
        definition(predictor, name),
        lines(moments && momentsText(predictor, moments), levelText(spec, predictor, moments?.per ?? null), densityText(predictor)),
        doc && escapeComment(doc),
        momentCondition(spec, name, examination),
        allocationText(view, name)
    );
}

/** The D-optimal share of the larger of two values, or of the second of two levels. */
function allocationText({ answers, spec }: ModelView, name: string): string | null {
    const share = answers && Object.hasOwn(answers.allocation, name) ? answers.allocation[name] : undefined;
    const predictor = findPredictor(spec, name);
    const level = predictor ? levelsOf(predictor)?.at(-1) : undefined;
    const value = level === undefined ? 'the larger of the two values' : escapeMarkdown(level);
    return share === undefined
        ? null
        : `Locally D-optimal: ${value} in ${formatPercent(Number(share.toPrecision(3)))}, all else unchanged.`;
}

function definition(predictor: PredictorSpec, name: string): string {
    switch (predictor.kind) {
        case 'random':
            return emphasized(randomPredictorText(predictor), name);
        case 'each':
            return `**${escapeMarkdown(name)}**: ${pointsText(predictor)}`;
        case 'derived':
            return `**${escapeMarkdown(name)}** = ${escapeMarkdown(writeTerm(predictor.term, mathNotation))}`;
    }
}

/** The name in bold where it opens the definition; a predictor that is drawn with others is named before them. */
function emphasized(text: string, name: string): string {
    return text.startsWith(`${name} `)
        ? `**${escapeMarkdown(name)}**${escapeMarkdown(text.slice(name.length))}`
        : `**${escapeMarkdown(name)}** of ${escapeMarkdown(text)}`;
}

function momentsText(predictor: PredictorSpec, { mean, sd }: Examination['predictors'][number]): string | null {
    if (levelsOf(predictor) !== null || (predictor.kind === 'random' && predictor.law.law === 'empirical')) {
        return null;
    }
    // The moments of a derived predictor are not always known.
    if (predictor.kind === 'derived' && (mean === null || sd === null)) {
        return null;
    }
    const number = (value: number | null) => (value === null ? 'not finite' : formatValue(value, 4));
    return `Mean ${number(mean)}, sd ${number(sd)}`;
}

function levelText(spec: ModelSpec, predictor: PredictorSpec, per: string | null): string {
    const group = predictor.kind === 'derived' ? per : predictor.per;
    if (predictor.kind === 'each') {
        if (group === null && spec.random.length === 0) {
            return 'Each point in an equal share of the observations';
        }
        return group === null
            ? `The same points in every ${observationUnit(spec) === 'cell' ? 'cell' : 'innermost group'}`
            : `Each point in an equal share of the ${escapeMarkdown(unitsOf(group))}, constant within one`;
    }
    const verb = predictor.kind === 'random' ? 'Drawn' : 'Known';
    return group === null
        ? predictor.kind === 'random'
            ? 'Drawn anew for every observation'
            : 'May differ between observations of a group'
        : `${verb} once for each ${codeSpan(group)}: constant within it`;
}

function densityText(predictor: PredictorSpec): string | null {
    if (predictor.kind !== 'random') {
        return null;
    }
    const { law } = predictor;
    if (law.law === 'discrete' && law.source) {
        return `Drawn from the ${law.values.length === 1 ? 'one value' : `${law.values.length} different values`} of the column`;
    }
    const { density, support } = lawKnowledge[law.law];
    return density && `${escapeMarkdown(density)}, on ${escapeMarkdown(support)}`;
}

/** Basic predictors behind a predictor's name, derived ones written out. */
function basicPredictors(spec: ModelSpec, name: string, seen = new Set<string>()): Set<string> {
    if (!seen.has(name)) {
        seen.add(name);
        const predictor = findPredictor(spec, name);
        if (predictor?.kind === 'derived') {
            predictorsOf(predictor.term).forEach(used => basicPredictors(spec, used, seen));
        }
    }
    return seen;
}

function momentCondition(spec: ModelSpec, name: string, examination: Examination | null): string | null {
    const isUsed = spec.fixed.some(({ term }) => predictorsOf(term).some(used => basicPredictors(spec, used).has(name)));
    if (!isUsed) {
        return 'No effect uses it.';
    }
    const moment = familyLink(spec.family.name, spec.family.link)?.moment;
    if (moment === undefined || examination === null) {
        return null;
    }
    const problem = examination.findings.find(finding => finding.code === 'infinite-moment' && finding.predictors.includes(name));
    return problem?.code === 'infinite-moment'
        ? `**Moment condition fails**: ${escapeMarkdown(moment)} must be finite for this family and link, but ${escapeMarkdown(problem.detail)}.`
        : `Moment condition: ${escapeMarkdown(moment)} is finite under this law, as this family and link require.`;
}

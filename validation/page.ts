/** The tables of `docs/validation.md`, and the page with them in place of the old ones. */
import { freshView, modelLens } from '../language/presentation/index.js';
import { accuracyName } from '../language/presentation/prose/accuracy-text.js';
import { formatSimulated, noNumber } from '../language/presentation/notation/numbers.js';
import type { TestAnswer } from '../src-engine/result/design-answers.js';
import type { ComparedDesign, ComparedVariance } from './compared-design.js';
import type { CheckedDesign } from './reliability/checked-design.js';
import { headlineTable, silentTable } from './reliability/tables.js';
import type { Fits, ComparedQuantity } from './simulated-design.js';

/** Everything between `<!-- NAME -->` and `<!-- end of NAME -->` is the table of that name. @param random designs, checked against exact variances */
export function pageWithTables(page: string, designs: readonly ComparedDesign[], random: readonly CheckedDesign[]): string {
    return Object.entries(tables).reduce((text, [name, table]) => {
        const [begin, end] = [`<!-- ${name} -->`, `<!-- end of ${name} -->`];
        const [before, after] = [text.indexOf(begin), text.indexOf(end)];
        if (before < 0 || after < before) {
            throw new Error(`The page has no place for the table ${name}.`);
        }
        return `${text.slice(0, before + begin.length)}\n\n${table(designs, random)}\n\n${text.slice(after)}`;
    }, page);
}

const tables: Record<string, (designs: readonly ComparedDesign[], random: readonly CheckedDesign[]) => string> = {
    designs: designTable,
    effects: varianceTable('effect'),
    intercepts: varianceTable('beta0'),
    components: varianceTable('component'),
    powers: powerTable,
    structures: (_, random) => headlineTable(random, 'kind'),
    responses: (_, random) => headlineTable(random, 'responses'),
    silent: (_, random) => silentTable(random)
};

function designTable(designs: readonly ComparedDesign[]): string {
    return markdownTable(
        ['design', 'study', 'response and size', 'fits by', 'fits', 'failed', 'singular'],
        designs.map(design => {
            const { computed, simulation, name } = design;
            const fits = total(simulation.atValue, simulation.atNull);
            return [
                `[${name}](../validation/models/${name}.glmm)`,
                computed.model.title ?? '',
                summaryOf(design),
                simulation.software,
                String(fits.fits),
                String(fits.failed),
                String(fits.singular)
            ];
        })
    );
}

/** The line above the model in the editor, up to its size. */
function summaryOf({ computed }: ComparedDesign): string {
    const { spec } = computed.model;
    if (!spec || !computed.analysis) {
        return noNumber;
    }
    const line = modelLens(freshView({ spec, analysis: computed.analysis, answers: computed.answers }));
    return line.split(' · ').slice(0, 2).join(', ');
}

function total(one: Fits, other: Fits): Fits {
    return { fits: one.fits + other.fits, failed: one.failed + other.failed, singular: one.singular + other.singular };
}

function varianceTable(quantity: ComparedQuantity): (designs: readonly ComparedDesign[]) => string {
    return designs => {
        const rows = designs.flatMap(({ name, variances }) =>
            variances.filter(variance => variance.quantity === quantity).map(variance => ({ name, variance }))
        );
        const withEstimates = rows.some(({ variance }) => variance.meanOfEstimatedVariance !== null);
        return markdownTable(
            [
                'design',
                ...(quantity === 'component' ? ['parameter'] : []),
                'program',
                'accuracy',
                'exact',
                'simulation',
                'program / simulation',
                ...(withEstimates ? ["the fits' own"] : [])
            ],
            rows.map(({ name, variance }) => [
                name,
                ...(quantity === 'component' ? [`\`${variance.name.replace('|', '\\|')}\``] : []),
                varianceText(variance.headline),
                accuracyName(variance.using),
                varianceText(variance.exact),
                formatSimulated(variance.simulated.value, variance.simulated.mcse),
                ratioText(variance),
                ...(withEstimates ? [varianceText(variance.meanOfEstimatedVariance)] : [])
            ])
        );
    };
}

/** The error of a ratio is that of its denominator. */
function ratioText({ headline, simulated }: ComparedVariance): string {
    const ratio = headline / simulated.value;
    return `${ratio.toFixed(2)} ± ${((ratio * simulated.mcse) / simulated.value).toFixed(2)}`;
}

function powerTable(designs: readonly ComparedDesign[]): string {
    return markdownTable(
        ['design', 'reference', 'power: program', 'simulation', 'difference', 'level: planned', 'simulation', 'the program adds'],
        designs.map(({ name, test, power, alpha, simulation, warnings }) => [
            name,
            test.df === null ? 'z' : `t, ${test.df} degrees of freedom`,
            power.toFixed(3),
            shareText(simulation.power.value, simulation.power.mcse),
            signed(power - simulation.power.value),
            String(alpha),
            shareText(simulation.typeOne.value, simulation.typeOne.mcse),
            [...warnings.map(code => `[${code}](diagnostics.md#${code})`), ...besideT(test)].join(', ')
        ])
    );
}

/** The power with Student's t, which the editor shows beside that of the normal reference. */
function besideT({ withT }: TestAnswer): string[] {
    return withT === null || withT.power === null ? [] : [`with t: ${withT.power.toFixed(3)}`];
}

function shareText(value: number, mcse: number): string {
    return `${value.toFixed(3)} ± ${mcse.toFixed(3)}`;
}

function signed(difference: number): string {
    return `${difference < 0 ? '−' : '+'}${Math.abs(difference).toFixed(3)}`;
}

/** Three digits: more than the simulation can check, and the same on every machine. */
function varianceText(value: number | null): string {
    return value === null ? noNumber : String(Number(value.toPrecision(3)));
}

function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
    return [head, head.map(() => '---'), ...rows].map(cells => `| ${cells.join(' | ')} |`).join('\n');
}

/** Two models of a file side by side. */
import type { ByAccuracy } from '../src-engine/result/by-accuracy.js';
import { accuracyName } from '../language/presentation/prose/accuracy-text.js';
import { answerRows } from '../language/presentation/tables/answer-rows.js';
import { formatCertified, noNumber } from '../language/presentation/notation/numbers.js';
import { designText } from '../language/presentation/prose/design-text.js';
import { compare } from '../src-engine/index.js';
import type { Accuracy } from '../src-engine/spec/model-spec.js';
import { paragraph, type Block, type Section, type Table, type Text } from './document.js';
import { headline } from './model-section.js';
import type { ReportModel, ReportNumbers } from './report-model.js';

/** As in the table of the parameters. */
const digits = 3;

type Computed = ReportModel & { numbers: ReportNumbers };

/** Each model beside the first one, where they have something in common; null where there is nothing to compare. */
export function comparisonSection(models: readonly ReportModel[]): Section | null {
    const [first, ...others] = models.filter((model): model is Computed => model.numbers !== null);
    if (!first) {
        return null;
    }
    const sections = others.flatMap((other, i) => {
        const blocks = comparison(first, other);
        return blocks.length === 0 ? [] : [{ id: `comparison-${i + 1}`, title: `${first.name} and ${other.name}`, blocks, sections: [] }];
    });
    return sections.length === 0
        ? null
        : {
              id: 'comparison',
              title: 'Comparison',
              blocks: [
                  paragraph(
                      `Each model is compared with the first one, ${headline(first)}. The relative efficiency is the variance in the first model divided by that in the other: above 1 the other model is more precise.`
                  )
              ],
              sections
          };
}

/** Effects on different scales, or of different kinds of responses, are not comparable. */
function comparison(first: Computed, second: Computed): Block[] {
    const [one, other] = [first, second].map(({ numbers }) => numbers.spec.family);
    if (one!.name !== other!.name || one!.link !== other!.link) {
        return [];
    }
    const tables = [answers(first, second), efficiencies(first, second)].filter(table => table !== null);
    return tables.length === 0
        ? []
        : [
              paragraph(`${first.name}: ${designText(first.numbers.answered)}. ${second.name}: ${designText(second.numbers.answered)}.`),
              ...tables
          ];
}

function efficiencies(first: Computed, second: Computed): Table | null {
    const { parameters } = compare(first.numbers.answeredAnalysis, second.numbers.answeredAnalysis);
    const shown = parameters.filter(({ efficiency }) => Object.values(efficiency).some(value => value !== null));
    if (shown.length === 0) {
        return null;
    }
    const text = (values: ByAccuracy<number | null>, accuracy: Accuracy | null): Text => [
        accuracy === null || values[accuracy] === null ? noNumber : formatCertified(values[accuracy], 0, digits)
    ];
    return {
        kind: 'table',
        caption: ['Standard errors of the parameters that both models have, and their relative efficiency.'],
        columns: [
            { title: 'parameter', align: 'left' },
            { title: `standard error in ${first.name}`, align: 'right' },
            { title: `standard error in ${second.name}`, align: 'right' },
            { title: 'relative efficiency', align: 'right' },
            { title: 'accuracy', align: 'left' }
        ],
        rows: shown.map(({ name, standardErrors: [a, b], efficiency, using: accuracy }) => {
            return [
                [{ code: name }],
                text(a, accuracy),
                text(b, accuracy),
                text(efficiency, accuracy),
                [accuracy === null ? noNumber : accuracyName(accuracy, first.numbers.spec)]
            ];
        })
    };
}

/** Goals that both models have, matched by name. */
function answers(first: Computed, second: Computed): Table | null {
    const rowsOf = ({ numbers }: Computed) => answerRows(numbers.spec, numbers.answers);
    const others = rowsOf(second);
    const told = ({ values, using, text }: ReturnType<typeof rowsOf>[number]): string => {
        const value = using === null ? null : values[using];
        return value === null ? noNumber : text(value);
    };
    const rows = rowsOf(first).flatMap((row): Text[][] => {
        const other = others.find(({ of, what }) => of === row.of && what === row.what);
        return other ? [[[{ code: row.of }], [row.what], [told(row)], [told(other)]]] : [];
    });
    return rows.length === 0
        ? null
        : {
              kind: 'table',
              caption: ['The answers in use, for goals that both models have.'],
              columns: [
                  { title: 'goal', align: 'left' },
                  { title: 'what', align: 'left' },
                  { title: first.name, align: 'right' },
                  { title: second.name, align: 'right' }
              ],
              rows
          };
}

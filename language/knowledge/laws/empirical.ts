import type { LawKnowledgeOf } from './law-knowledge.js';

export const empirical: LawKnowledgeOf<'empirical'> = {
    name: 'Empirical',
    lowersTo: 'empirical',
    form: 'column',
    arguments: [{ name: 'column', meaning: 'column of a data set', domain: 'DATA.COLUMN' }],
    signature: 'Empirical(DATA.COLUMN)',
    example: 'Empirical(pilot.dose)',
    support: 'the values of the column',
    density: null,
    mean: null,
    variance: null,
    r: 'sample',
    documentation: 'The values of a data column, drawn with replacement.',
    text: ({ data, column }, { level }) => `Empirical(${data}.${level(column)})`,
    latex: ({ data, column }, { text }) => text(`values of ${data}.${column}`),
    draw: null
};

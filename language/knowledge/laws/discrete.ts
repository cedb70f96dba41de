import type { LawKnowledgeOf } from './law-knowledge.js';

export const discrete: LawKnowledgeOf<'discrete'> = {
    name: 'Discrete',
    lowersTo: 'discrete',
    form: 'values',
    arguments: [
        { name: 'values', meaning: 'values, each with its probability or all equally likely', domain: 'probabilities that sum to 1' }
    ],
    signature: 'Discrete(value: probability, …)',
    example: 'Discrete(0: 0.3, 1: 0.5, 2: 0.2)',
    support: 'the values given',
    density: 'P(x = vₖ) = pₖ',
    mean: 'Σ pₖvₖ',
    variance: 'Σ pₖ(vₖ − mean)²',
    r: 'sample',
    documentation: 'Finitely many values, equally likely (`Discrete(0, 1, 2)`) or each with its probability (`Discrete(0: 0.3, 1: 0.7)`).',
    text: ({ source, values, probabilities }, { number, level, listed }) => {
        if (source) {
            return `Empirical(${source.data}.${level(source.column)})`;
        }
        const isEven = probabilities.every(probability => Math.abs(probability - 1 / values.length) < 1e-12);
        const points = values.map((value, at) => (isEven ? number(value) : `${number(value)}: ${number(probabilities[at] ?? 0)}`));
        return `Discrete(${listed(points)})`;
    },
    latex: ({ source, values, probabilities }, { number, text, listed }) =>
        source
            ? text(`values of ${source.data}.${source.column}`)
            : `\\{${listed(values.map((value, at) => `${number(value)}: ${number(probabilities[at] ?? 0)}`))}\\}`,
    draw: {
        r: (law, { numbers, positions }) => `${numbers(law.values)}[${positions(law.probabilities)}]`,
        stan: (law, { numbers, target }) => [
            '{',
            `  vector[${law.values.length}] values = ${numbers(law.values)};`,
            `  ${target} = values[categorical_rng(${numbers(law.probabilities)})];`,
            '}'
        ],
        julia: (law, { numbers, positions }) => `${numbers(law.values)}[${positions(law.probabilities)}]`,
        python: (law, { numbers, size }) => `rng.choice(${numbers(law.values)}, ${size}, p=${numbers(law.probabilities)})`
    }
};

import type { LawKnowledgeOf } from './law-knowledge.js';

export const categorical: LawKnowledgeOf<'categorical'> = {
    name: 'Categorical',
    lowersTo: 'categorical',
    form: 'levels',
    arguments: [{ name: 'levels', meaning: 'names, each with its probability', domain: 'probabilities that sum to 1' }],
    signature: 'Categorical(name: probability, …)',
    example: 'Categorical(a: 0.5, b: 0.3, c: 0.2)',
    support: 'the levels given',
    density: 'P(x = level k) = pₖ',
    mean: null,
    variance: null,
    r: 'sample',
    documentation: 'Named levels; terms use a dummy of a level, `site[b]`. All dummies together with `1` are collinear: leave one out.',
    text: ({ levels, probabilities }, { number, level, listed }) =>
        `Categorical(${listed(levels.map((name, at) => `${level(name)}: ${number(probabilities[at] ?? 0)}`))})`,
    latex: ({ levels, probabilities }, { number, text, listed }) =>
        `\\{${listed(levels.map((level, at) => `${text(level)}: ${number(probabilities[at] ?? 0)}`))}\\}`,
    draw: {
        r: (law, { strings, positions }) => `${strings(law.levels)}[${positions(law.probabilities)}]`,
        stan: (law, { numbers }) => `categorical_rng(${numbers(law.probabilities)})`,
        julia: (law, { strings, positions }) => `${strings(law.levels)}[${positions(law.probabilities)}]`,
        python: (law, { strings, numbers, size }) => `rng.choice(${strings(law.levels)}, ${size}, p=${numbers(law.probabilities)})`
    }
};

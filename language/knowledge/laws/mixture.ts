import type { LawOf } from '../../../src-engine/laws/scalar-law.js';
import type { LawKnowledgeOf } from './law-knowledge.js';

const probabilitiesOf = (components: LawOf<'mixture'>['components']): number[] => components.map(({ probability }) => probability);

export const mixture: LawKnowledgeOf<'mixture'> = {
    name: 'Mixture',
    lowersTo: 'mixture',
    form: 'laws',
    arguments: [{ name: 'components', meaning: 'laws, each with its probability', domain: 'probabilities that sum to 1' }],
    signature: 'Mixture(probability: LAW, …)',
    example: 'Mixture(0.9: Normal(0, 1), 0.1: Normal(3, 1))',
    support: 'where a component has mass',
    density: 'f(x) = Σ pₖ fₖ(x)',
    mean: 'Σ pₖ meanₖ',
    variance: 'Σ pₖ{varianceₖ + (meanₖ − mean)²}',
    r: null,
    documentation: 'One of several laws, each drawn with its probability.',
    text: ({ components }, { number, listed, law }) =>
        `Mixture(${listed(components.map(part => `${number(part.probability)}: ${law(part.law)}`))})`,
    latex: ({ components }, { number, law }) => components.map(part => `${number(part.probability)}\\, ${law(part.law)}`).join(' + '),
    draw: {
        r: ({ components }, { size, draws, positions }) =>
            `cbind(${components.map(({ law }) => draws(law)).join(', ')})[cbind(seq_len(${size}), ${positions(probabilitiesOf(components))})]`,
        stan: ({ components }, { numbers, draw }) => [
            '{',
            `  int part = categorical_rng(${numbers(probabilitiesOf(components))});`,
            ...components.flatMap(({ law }, at) => [`  if (part == ${at + 1}) {`, ...draw(law).map(line => `    ${line}`), '  }']),
            '}'
        ],
        julia: ({ components }, { draws, positions }) =>
            `getindex.(tuple.(${components.map(({ law }) => draws(law)).join(', ')}), ${positions(probabilitiesOf(components))})`,
        python: ({ components }, { size, draws, positions }) =>
            `np.stack([${components.map(({ law }) => draws(law)).join(', ')}])[${positions(probabilitiesOf(components))}, np.arange(${size})]`
    }
};

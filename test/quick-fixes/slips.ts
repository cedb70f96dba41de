/** Faulty inputs as people make them, in lines of a model that is right otherwise, and the lines after the preferred corrections. */

/** The lines of the model. */
const lines = {
    let: '',
    family: 'family bernoulli',
    predictor: 'predictor x ~ Normal(0, 1)',
    fixedA: 'fixed A { beta0: 1 = logit(0.30) }',
    fixedB: 'fixed B { beta1: x = 0.3 }',
    random: 'random clinic { beta0 sd 0.5 }',
    design: 'design { clinic = 40, n = 20 }',
    goal: 'test beta1 = 0 power 0.80'
};

export type Lines = Partial<typeof lines>;

/** The whole model with some lines written differently; a line that is empty is left out. */
export function model(changes: Lines): string {
    const body = Object.values({ ...lines, ...changes }).filter(line => line !== '');
    return `model trial {\n${body
        .flatMap(line => line.split('\n'))
        .map(line => `  ${line}\n`)
        .join('')}}\n`;
}

/** The lines of the model that examples of diagnostics change. */
const lines = {
    let: '',
    family: 'family poisson',
    predictor: 'predictor x ~ Normal(0, 1)',
    fixedA: 'fixed A { beta0: 1 = 0.5 }',
    fixedB: 'fixed B { beta1: x = 0.3 }',
    random: 'random clinic { beta0 sd 0.8 }',
    design: 'design { clinic = 40, n = 20 }',
    goal: ''
};

/** A small model with some lines written differently; a line that is empty is left out, and `\n` separates two. */
export function exampleModel(changes: Partial<typeof lines> = {}): string {
    const body = Object.values({ ...lines, ...changes })
        .filter(line => line !== '')
        .flatMap(line => line.split('\n'))
        .map(line => `  ${line}\n`);
    return `model trial {\n${body.join('')}}\n`;
}

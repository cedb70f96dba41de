const mostNames = 10;

/** The models that a user can choose, as a sentence: `The models are a, b.` */
export function modelNamesText(models: readonly { name: string }[]): string {
    const names = [...new Set(models.map(({ name }) => name))].filter(name => name !== '');
    const shown = `${names.slice(0, mostNames).join(', ')}${names.length > mostNames ? ', …' : ''}`;
    switch (names.length) {
        case 0:
            return 'There are no models.';
        case 1:
            return `The only model is ${shown}.`;
        default:
            return `The models are ${shown}.`;
    }
}

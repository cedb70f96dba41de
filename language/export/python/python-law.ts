/** Laws of predictors as numpy draws them. */
import type { Law } from '../../../src-engine/spec/model-spec.js';
import { drawCodeOf } from '../draw-code.js';
import { wrappedList } from '../wrapped-list.js';
import { pythonList, pythonReal, pythonString } from './python-text.js';

/** An array of `size` draws of a law of one number or level; `size` is Python code. */
export function pythonDraws(law: Law, size: string): string {
    return drawCodeOf(law).python(law, {
        size,
        number: pythonReal,
        numbers: pythonList,
        strings: values => wrappedList('[', values.map(pythonString), ']'),
        positions: probabilities => `rng.choice(${probabilities.length}, ${size}, p=${pythonList(probabilities)})`,
        draws: other => pythonDraws(other, size)
    });
}

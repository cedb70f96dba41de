import { type Count, type FixedEffect, type GroupSize, type Model, type Unknown, isUnknown } from '../generated/ast.js';
import type { ModelContext } from './context.js';
import { designEntries } from './design.js';
import { parametersOf } from './factor-effects.js';
import { unwrapped } from './terms.js';

/** A number that the file asks for by `?`. */
export interface Asked {
    /** The `?` itself. */
    mark: Unknown;
    entry: Count | GroupSize | FixedEffect;
    /** A group, `n`, or a parameter of a fixed effect. */
    name: string;
}

function askedNumber(entry: Asked['entry'], name: string | undefined, value = entry.value): Asked[] {
    const mark = unwrapped(value);
    return isUnknown(mark) && name !== undefined ? [{ mark, entry, name }] : [];
}

/** The numbers that a model asks for: fixed effects, then counts, then `n`. */
export function askedNumbers(context: ModelContext): readonly Asked[] {
    return context.once(numbersAskedIn, context.model);
}

function numbersAskedIn(_: Model, context: ModelContext): Asked[] {
    const { counts, sizes } = designEntries(context);
    return [
        ...parametersOf(context).flatMap(({ effect, name, value }) => askedNumber(effect, name, value)),
        ...counts.flatMap(count => askedNumber(count, count.group?.$refText)),
        ...sizes.flatMap(size => askedNumber(size, 'n'))
    ];
}

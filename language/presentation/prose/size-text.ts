/** A required quantity in words: a number of units, of observations, or the value of an effect. */
import type { Required } from '../../../src-engine/result/design-answers.js';
import type { ModelSpec } from '../../../src-engine/spec/model-spec.js';
import { groupsOutsideIn } from './design-text.js';
import { formatCount, formatValue } from '../notation/numbers.js';
import { effectScale, shortScaleText } from './on-author-scale.js';
import { unitsOf } from './plural.js';

export type SizeQuantity = Pick<Required, 'quantity' | 'kind'>;

/** The unit that n counts observations of: the innermost group, or a cell of crossed groups; null without groups. */
export function observationUnit({ random }: Pick<ModelSpec, 'random'>): string | null {
    const outermost = random.filter(({ within }) => within === null);
    return outermost.length > 1 ? 'cell' : (groupsOutsideIn({ random }).at(-1)?.group ?? null);
}

/** `clinics`, `classes per school`, `observations per clinic`; of an effect its name. `count`: how many, for the number of the noun. */
export function nounOf(spec: ModelSpec, { quantity, kind }: SizeQuantity, count: number | null = null): string {
    switch (kind) {
        case 'effect':
            return quantity;
        case 'n': {
            const unit = observationUnit(spec);
            return `observation${count === 1 ? '' : 's'}${unit === null ? '' : ` per ${unit}`}`;
        }
        case 'count': {
            const within = spec.random.find(({ group }) => group === quantity)?.within ?? null;
            return `${unitsOf(quantity, count)}${within === null ? '' : ` per ${within}`}`;
        }
    }
}

/** `257 clinics`, `4 classes per school`, `20 observations per clinic`, `d = 0.5123`, `e = 0.3507 (OR 1.42)`. */
export function amountText(spec: ModelSpec, quantity: SizeQuantity, value: number): string {
    if (quantity.kind !== 'effect') {
        return `${formatCount(value)} ${nounOf(spec, quantity, value)}`;
    }
    const effect = spec.fixed.find(({ name }) => name === quantity.quantity);
    const scale = effect && effectScale(spec, effect, null);
    return `${quantity.quantity} = ${formatValue(value)}${scale ? ` (${shortScaleText(scale, value)})` : ''}`;
}

/** As `amountText`, for where there is little room: `n = 20`. */
export function shortAmountText(spec: ModelSpec, quantity: SizeQuantity, value: number): string {
    return quantity.kind === 'n' ? `n = ${formatCount(value)}` : amountText(spec, quantity, value);
}

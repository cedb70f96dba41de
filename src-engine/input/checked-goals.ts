/** The tests, precisions and derived quantities of an input. */
import { isLinear } from '../family/families.js';
import type { Contrast, DerivedSpec, FamilySpec, PrecisionSpec, Quantity, Reference, TestSpec } from '../spec/model-spec.js';
import { mustDiffer } from './checked-effects.js';
import { checkedQuantity, hasParameter, type KnownNames } from './checked-term.js';
import { InvalidInput, type CheckedValue } from './checked-value.js';
import { hypothesisText, quantityText } from './written.js';

export function checkedTest(item: CheckedValue, names: KnownNames, family: FamilySpec): TestSpec {
    const at = item.fields(['name', 'hypothesis', 'contrasts', 'alternative', 'alpha', 'power', 'reference']);
    const contrasts = at('contrasts').someItems().map(contrast => checkedContrast(contrast, names)); // prettier-ignore
    const alternative = at('alternative').or('two-sided', value => value.oneOf<TestSpec['alternative']>(['two-sided', 'greater', 'less']));
    if (contrasts.length > 1 && alternative !== 'two-sided') {
        throw new InvalidInput(at('alternative').path, 'must be "two-sided": a test of several contrasts has no direction');
    }
    const reference = at('reference').or('z', value => value.oneOf<Reference>(['z', 't', 'satterthwaite', 'kr']));
    if (reference === 'kr' && !isLinear(family)) {
        throw new InvalidInput(at('reference').path, 'must not be "kr" unless the response is gaussian with link identity');
    }
    return {
        name: at('name').or(null, value => value.orNull(name => name.name())),
        hypothesis: at('hypothesis').or(hypothesisText(contrasts), text => text.text()),
        contrasts,
        alternative,
        alpha: at('alpha').or(0.05, alpha => alpha.share()),
        power: at('power').or(null, value => value.orNull(power => power.share())),
        reference
    };
}

function checkedContrast(item: CheckedValue, names: KnownNames): Contrast {
    const at = item.fields(['coefficients', 'value']);
    const coefficients = at('coefficients')
        .someItems()
        .map(entry => {
            const of = entry.fields(['effect', 'coefficient']);
            return { effect: of('effect').nameOf(names.effects, 'a fixed effect'), coefficient: of('coefficient').number() };
        });
    mustDiffer(at('coefficients'), coefficients.map(({ effect }) => effect)); // prettier-ignore
    if (coefficients.every(({ coefficient }) => coefficient === 0)) {
        throw new InvalidInput(at('coefficients').path, 'must have a coefficient that is not 0');
    }
    return { coefficients, value: at('value').number() };
}

export function checkedPrecision(item: CheckedValue, names: KnownNames): PrecisionSpec {
    const at = item.fields(['target', 'text', 'goal', 'level']);
    const target = parameterQuantity(at('target'), names);
    return {
        target,
        text: at('text').or(quantityText(target), text => text.text()),
        goal: checkedGoal(at('goal')),
        level: at('level').or(0.95, level => level.share())
    };
}

function checkedGoal(input: CheckedValue): PrecisionSpec['goal'] {
    const at = input.fields(['halfwidth', 'factor']);
    const [halfwidth, factor] = [at('halfwidth'), at('factor')];
    if (halfwidth.isAbsent === factor.isAbsent) {
        throw new InvalidInput(input.path, 'must have either `halfwidth` or `factor`');
    }
    return factor.isAbsent ? { halfwidth: halfwidth.positive() } : { factor: factor.number(value => value > 1, 'a number greater than 1') };
}

export function checkedDerived(item: CheckedValue, names: KnownNames): DerivedSpec {
    const at = item.fields(['name', 'quantity', 'text']);
    const quantity = parameterQuantity(at('quantity'), names);
    return { name: at('name').ownName(), quantity, text: at('text').or(quantityText(quantity), text => text.text()) };
}

function parameterQuantity(input: CheckedValue, names: KnownNames): Quantity {
    const quantity = checkedQuantity(input, names);
    if (!hasParameter(quantity)) {
        throw new InvalidInput(input.path, 'must contain a parameter: an effect, a covariance or phi');
    }
    return quantity;
}

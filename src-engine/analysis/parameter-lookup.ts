/** Finds what a quantity of parameters is made of: the value of each parameter at its position. */
import { sigmaOf } from '../structure/covariance/structures.js';
import { parameterIndex } from '../structure/structure-result.js';
import type { Lookup } from './delta-method.js';
import type { ModelSpec } from '../spec/model-spec.js';
import { NotAvailable } from '../result/not-available.js';
import { InvalidSpec } from '../spec/term.js';

/** A pair of random effects that is not named has covariance 0, and φ is 1 where the family has none: neither is a parameter. */
export function parameterLookup(spec: ModelSpec): Lookup {
    const index = parameterIndex(spec);
    return quantity => {
        switch (quantity.op) {
            case 'effect': {
                const position = spec.fixed.findIndex(effect => effect.name === quantity.name);
                if (position < 0) {
                    throw new InvalidSpec(`no parameter is named ${quantity.name}`);
                }
                const { value, name } = spec.fixed[position];
                if (value === null) {
                    throw new NotAvailable({ code: 'unknown-value', what: name });
                }
                return { value, position };
            }
            case 'phi':
                return { value: index.phi === null ? 1 : spec.family.phi, position: index.phi };
            case 'covariance': {
                const k = spec.random.findIndex(({ group }) => group === quantity.group);
                const at = quantity.effects.map(effect => spec.random[k]?.effects.indexOf(effect) ?? -1);
                if (at.includes(-1)) {
                    return { value: 0, position: null };
                }
                const [j, i] = at.sort((a, b) => a - b);
                const parameter = index.components[k].parameters.findIndex(({ entry }) => entry?.[0] === i && entry[1] === j);
                if (parameter < 0) {
                    return { value: 0, position: null };
                }
                return { value: sigmaOf(spec.random[k])[i][j], position: index.components[k].start + parameter };
            }
        }
    };
}

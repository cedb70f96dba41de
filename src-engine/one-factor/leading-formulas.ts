/** The leading variance of each parameter as plain text, such as `C/(m n)`. */
import { families, hasDispersion } from '../family/families.js';
import type { ModelSpec } from '../spec/model-spec.js';
import { TermAnalysis } from '../spec/term-analysis.js';
import { canDepend } from './dependent-terms.js';
import { leadingFormulas } from '../structure/covariance/leading-covariance.js';

/** The formulas of the fixed effects, the components of Σ and φ, in the order of `parameterIndex`. */
export function oneFactorFormulas(spec: ModelSpec): string[] {
    const own = spec.random[0]?.effects ?? [];
    // Where an effect of block A shares another effect's random effect, L is not Σ, not even on its diagonal.
    const dependent = canDepend({ random: spec.random[0] ?? null, analysis: new TermAnalysis(spec.predictors), spec });
    const onlyOwn = !dependent && spec.fixed.every(({ name, block }) => block === 'B' || own.includes(name));
    const c = hasDispersion(spec.family) ? 'phi C' : 'C';
    const fixed = spec.fixed.map(({ name, block }) => {
        const at = own.indexOf(name) + 1;
        const ownVariance = own.length === 1 ? 'sigma^2/m' : `Sigma[${at},${at}]/m`;
        return block === 'A' ? (onlyOwn ? ownVariance : 'L/m') : spec.random.length === 0 ? `${c}/n` : `${c}/(m n)`;
    });
    return [...fixed, ...spec.random.flatMap(random => leadingFormulas(random, 'm', dependent)), ...dispersionFormula(spec)];
}

function dispersionFormula({ family, random }: ModelSpec): string[] {
    const { dispersion } = families[family.name];
    return dispersion === null ? [] : [dispersion.formula(random.length === 0 ? 'n' : 'm n')];
}

/**
 * C_B = [E{Ω_BB − Ω_BR Ω_RR⁻¹ Ω_RB}]⁻¹ over the random effects and the group-level predictors, so that Cov(β̂_B) ~ φ C_B/(mn).
 *
 * Source: Jiang, Wand & Bhaskaran (2022), theorem 1. With predictors that are constant in a group it is an extension: Ω is conditional on them.
 */
import type { LeadingB } from './c-b.js';
import { closedFormB } from './closed-form-c-b.js';
import type { GroupModel } from '../predictors/group-model.js';
import { integrate, schurIntegrand, toMatrix, type IntegralOptions } from '../information/information-integral.js';
import { multiply, transpose } from '../numeric/linear-algebra.js';
import { inverseSpd } from '../numeric/cholesky.js';
import { momentsMustExist } from '../predictors/moment-conditions.js';
import { NotAvailable } from '../result/not-available.js';
import { predictorRule } from '../predictors/predictor-rule.js';
import { randomEffectsPlan } from '../information/random-effects-plan.js';
import { cost, RuleSearch } from '../information/rule-search.js';
import { worstError } from '../numeric/limits.js';

/**
 * C_B in closed form where there is one, else by quadrature over predictors and random effects.
 *
 * @throws NotAvailable where a moment is infinite, effects are collinear, the accuracy was not reached, or the work was stopped
 */
export function leadingB(model: GroupModel, options: IntegralOptions): LeadingB {
    const result = closedFormB(model) ?? integratedB(model, options);
    const at = model.spec.fixed.filter(effect => effect.block === 'B').map(effect => model.effectsB.indexOf(effect));
    const { cB, error, report } = result;
    return { cB: at.map(i => at.map(j => cB[i][j])), error, report };
}

function integratedB(model: GroupModel, options: IntegralOptions): LeadingB {
    const first = predictorRule(model, () => 0, model.weight.kind === 'constant' ? 'any-values' : 'known-values');
    momentsMustExist(model, first);
    const plan = randomEffectsPlan(model, first);
    const name = model.effectsB.map(effect => effect.name).join(', ');
    const { accuracy, shouldStop } = options;
    const search = new RuleSearch(model, {
        accuracy,
        budget: options.budget,
        shouldStop,
        secondaryBudget: 0,
        braces: false,
        integrand: information => schurIntegrand(plan, information)
    });
    const { rule, information, integrand, errors: ruleErrors, effort } = search.run();
    const budget = Math.max(1000, (options.budget - effort.spent) / cost(model, rule));
    const result = integrate(integrand, { accuracy, budget, secondaryBudget: 0, shouldStop });
    const evaluations = effort.evaluations + result.evaluations * rule.count;
    const error = (result.errors[0] + ruleErrors[0]) * 1.01;
    if (!(error < worstError)) {
        throw new NotAvailable({ code: 'accuracy', reached: Number.isFinite(error) ? error : null });
    }
    const inverse = inverseSpd(toMatrix(result.value, information.dB));
    if (!inverse.ok) {
        throw new NotAvailable({ code: 'accuracy', reached: null });
    }
    const scale = Math.exp(-information.logScale - plan.logFactor);
    const cB = multiply(multiply(transpose(information.transformB), inverse.inverse), information.transformB).map(row =>
        row.map(x => x * scale)
    );
    if (!cB.every((row, i) => row.every(Number.isFinite) && row[i] > 0)) {
        throw new NotAvailable({ code: 'not-finite', detail: 'the variance, which leaves the range of double precision' });
    }
    const method = rule.exact && plan.root.length === 0 && model.collapsed.length === 0 ? 'exact sum' : 'quadrature';
    return { cB, error, report: { name, method, evaluations, error } };
}

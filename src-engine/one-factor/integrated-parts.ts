/** The integrals over predictors and random effects that C_B, two terms and the refined form are made from, with their errors. */
import { integrate, type Integral, type IntegralOptions, toMatrix } from '../information/information-integral.js';
import { cost, RuleSearch, type RuleFound } from '../information/rule-search.js';
import { inverseSpd } from '../numeric/cholesky.js';
import { multiply, transpose, type Matrix } from '../numeric/linear-algebra.js';
import { NotAvailable } from '../result/not-available.js';
import { transformedCB, type LeadingB } from './c-b.js';
import { oneFactorIntegrand } from './integrand.js';
import { integrandLayout, isEmpty, type IntegrandLayout, type Stretch, type WantedParts } from './integrand-layout.js';
import { textOrderOfB, variesWithinGroup, type OneFactorModel } from './one-factor-model.js';
import { SummedEffort } from './summed-effort.js';
import { secondaryShare } from './limits.js';
import { worstError } from '../numeric/limits.js';

export interface IntegratedParts {
    layout: IntegrandLayout;
    integral: Integral;
    found: RuleFound;
    /** C_B, from the part `schur` or as it was known before. */
    leading: LeadingB;
    /** Relative error of each part: infinite where the part was given up, 0 where it was not integrated. */
    errors: { schur: number; omegaInverse: number; regression: number; information: number; components: number };
}

/**
 * @param separate C_B if it has a separate integral; else it is made from the part `schur`
 * @throws NotAvailable where C_B does not exist or does not reach its accuracy, or the work was stopped
 */
export function integrateParts(
    oneFactor: OneFactorModel,
    wanted: WantedParts,
    separate: LeadingB | null,
    options: IntegralOptions
): IntegratedParts {
    const { model } = oneFactor;
    const layout = integrandLayout(oneFactor, wanted);
    const effort = new SummedEffort(options);
    const shouldStop = (): boolean => effort.shouldStop();
    const search = new RuleSearch(model, {
        accuracy: options.accuracy,
        budget: options.budget,
        shouldStop,
        secondaryBudget: options.budget * secondaryShare,
        braces: wanted.refined && variesWithinGroup(oneFactor),
        integrand: (information, rule) => {
            effort.follow(information);
            const scale = schurScale(oneFactor, separate, information.transformB, information.logScale);
            return oneFactorIntegrand(oneFactor, information, rule, wanted, scale);
        }
    });
    const found = search.run();
    effort.follow(found.information);
    const unit = cost(model, found.rule);
    const { spent } = found.effort;
    const integral = integrate(found.integrand, {
        accuracy: options.accuracy,
        pilot: found.value.length === 0 ? undefined : found.value,
        shouldStop,
        budget: Math.max(1000, (options.budget - spent) / unit),
        secondaryBudget: Math.max(1000, (options.budget * secondaryShare - spent) / unit)
    });
    const errors = errorsByPart(layout, integral, found);
    return { layout, integral, found, errors, leading: separate ?? leadingFrom(oneFactor, layout, integral, found, errors.schur) };
}

/** The diagonal of E S in the units of an integral, from a C_B that is known. */
function schurScale({ model }: OneFactorModel, separate: LeadingB | null, transformB: Matrix, logScale: number): number[] {
    if (!separate) {
        return [];
    }
    return transformedCB(separate.cB, textOrderOfB(model), transformB).map((row, i) => Math.exp(-logScale) / row[i]);
}

function errorsByPart(layout: IntegrandLayout, integral: Integral, { integrand, errors }: RuleFound): IntegratedParts['errors'] {
    const byPart = integrand.parts.map((_, k) => (integral.errors[k] + errors[k]) * 1.01);
    const errorOf = (part: Stretch): number => (isEmpty(part) ? 0 : byPart[integrand.parts.findIndex(p => p.start === part.start)]);
    return {
        schur: errorOf(layout.schur),
        omegaInverse: errorOf(layout.omegaInverse),
        regression: errorOf(layout.regression),
        information: errorOf(layout.information),
        components: errorOf(layout.componentInformation)
    };
}

/** C_B = T_Bᵀ (E S)⁻¹ T_B in text order. */
function leadingFrom(
    { model, root }: OneFactorModel,
    { schur, dB }: IntegrandLayout,
    integral: Integral,
    { information, rule, effort }: RuleFound,
    error: number
): LeadingB {
    const evaluations = effort.evaluations + integral.evaluations * rule.count;
    const method = rule.exact && root.length === 0 && model.collapsed.length === 0 ? 'exact sum' : 'quadrature';
    const report = { name: model.effectsB.map(effect => effect.name).join(', '), method, evaluations, error } as const;
    if (dB === 0) {
        return { cB: [], error: 0, report };
    }
    if (!(error < worstError)) {
        throw new NotAvailable({ code: 'accuracy', reached: Number.isFinite(error) ? error : null });
    }
    const inverse = inverseSpd(toMatrix(integral.value.subarray(schur.start, schur.end), dB));
    if (!inverse.ok) {
        throw new NotAvailable({ code: 'accuracy', reached: null });
    }
    const scale = Math.exp(-information.logScale);
    const { transformB } = information;
    const own = multiply(multiply(transpose(transformB), inverse.inverse), transformB).map(row => row.map(x => x * scale));
    if (!own.every((row, i) => row.every(Number.isFinite) && row[i] > 0)) {
        throw new NotAvailable({ code: 'not-finite', detail: 'the variance, which leaves the range of double precision' });
    }
    const order = textOrderOfB(model);
    return { cB: order.map(i => order.map(j => own[i][j])), error, report };
}

/** Explains the accuracies of a report's models to readers who do not know the theory. */
import { isLinear } from '../src-engine/family/families.js';
import { bulletList, paragraph, type Block } from './document.js';
import type { ReportModel, ReportNumbers } from './report-model.js';

export function accuracyBlocks(models: readonly ReportModel[]): Block[] {
    const withGroups = models.flatMap(({ numbers }) => (numbers?.spec.random.some(({ effects }) => effects.length > 0) ? [numbers] : []));
    return withGroups.length === 0
        ? [paragraph(withoutGroups(models.flatMap(({ numbers }) => numbers ?? [])))]
        : [
              paragraph(
                  `Variances are computed by up to four formulas. Where they differ, the exact one is the most accurate. The refined one is in use where it is expected to be within about 5 % of the exact one, or where the exact one is not computed, unless the file asks for another. ${closedFormText(withGroups)}`
              ),
              accuracies,
              paragraph(
                  'Block A has the effects that also vary randomly between groups, or compare groups with each other: a part of their variance falls only with the number of groups. Block B has all others: their variance falls with the number of observations. Integrals have an error bound and simulated numbers a standard error. Only digits that these support are printed.'
              )
          ];
}

function withoutGroups(models: readonly ReportNumbers[]): string {
    const fisher = 'the inverse Fisher information, which holds for many observations';
    if (!models.some(({ spec }) => isLinear(spec.family))) {
        const sums = models.some(({ answers }) => answers.tests.some(({ enumerated }) => enumerated !== null && !('code' in enumerated)));
        return `Without random effects all variances are the same: ${fisher}.${sums ? ' Exact powers and sizes are sums over all outcomes, which hold at any number.' : ''}`;
    }
    const linear = models.filter(
        ({ spec, answeredAnalysis }) => isLinear(spec.family) && answeredAnalysis.parameters.some(({ exact }) => exact.asyVar !== null)
    );
    if (linear.length === 0) {
        return `Without random effects all accuracies are ${fisher}.`;
    }
    const which =
        linear.length === models.length
            ? 'with a Gaussian response'
            : `in ${linear.map(({ spec }) => spec.name).join(', ')}, whose response is Gaussian`;
    return `Without random effects all accuracies are ${fisher}. Only the exact numbers ${which} hold at any number of observations: they are means over samples of the predictors.`;
}

const accuracies = bulletList([
    [
        { strong: 'Leading term: ' },
        'the term that remains with many groups and many observations in each. With small groups it can be far too small, and in some designs too large.'
    ],
    [
        { strong: 'Two terms: ' },
        'the leading term and the next one. Their sum can be too large where the second term is not small beside the first.'
    ],
    [
        { strong: 'Refined: ' },
        'the inverse of an approximate information: that of the working linear mixed model, with the weights of the observations at given random effects, averaged over these. With little information in a group it can be tens of per cent off.'
    ],
    [
        { strong: 'Exact: ' },
        'the inverse of the expected information of the likelihood, in closed form, as a sum, or simulated with the standard error beside it. The line below the standard errors says of which parameters it holds for many groups only.'
    ]
]);

/** Whether the exact variances have a closed form: those of Gaussian responses, unless random slopes meet predictors that are drawn. */
function closedFormText(models: readonly ReportNumbers[]): string {
    const closed = models.filter(hasClosedForm);
    const form = 'the exact variances have a closed form';
    switch (closed.length) {
        case models.length:
            return `For Gaussian responses with identity link, as here, ${form}.`;
        case 0:
            return 'For the random effects and responses here, the exact variances have no closed form in general.';
        default:
            return `For Gaussian responses with identity link, as in ${closed.map(({ spec }) => spec.name).join(', ')}, ${form}; for the other models here they have none in general.`;
    }
}

function hasClosedForm({ spec, answeredAnalysis }: ReportNumbers): boolean {
    return (
        isLinear(spec.family) && answeredAnalysis.parameters.every(({ exact }) => !exact.simulated && exact.reason?.code !== 'not-computed')
    );
}

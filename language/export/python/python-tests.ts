/** Python code for the model's tests: Wald tests of linear hypotheses. */
import type { TestSpec } from '../../../src-engine/spec/model-spec.js';
import { kenwardRogerRemark } from '../kenward-roger-remark.js';
import type { Study } from '../study.js';
import { pythonReal, pythonString } from './python-text.js';

/** The name of a coefficient in patsy. */
const coefficientName = ({ column }: Study['effects'][number]): string => column ?? 'Intercept';

/** Tests of the model `fit`; empty if it has none. */
export function pythonTests(study: Study): string[] {
    const { spec, degreesOfFreedom } = study;
    if (spec.tests.length === 0) {
        return [];
    }
    return [
        '',
        '',
        ...kenwardRogerRemark(spec.tests, 'pbkrtest of R computes the whole test'),
        'def wald(label, rows, values, alternative, df):',
        '    """A Wald test of linear hypotheses. With df = inf the reference is normal (several hypotheses: chi-squared)."""',
        '    names = list(dict.fromkeys(name for row in rows for name in row))',
        '    L = np.array([[row.get(name, 0.0) for name in names] for row in rows])',
        '    difference = L @ fit.params[names].to_numpy() - np.array(values)',
        '    covariance = L @ fit.cov_params().loc[names, names].to_numpy() @ L.T',
        '    if len(rows) > 1:',
        '        statistic = difference @ np.linalg.solve(covariance, difference)',
        '        p = stats.chi2.sf(statistic, len(rows)) if np.isinf(df) else stats.f.sf(statistic / len(rows), len(rows), df)',
        '    else:',
        '        statistic = (difference / np.sqrt(np.diag(covariance)))[0]',
        '        reference = stats.norm if np.isinf(df) else stats.t(df)',
        '        sides = {"greater": reference.sf(statistic), "less": reference.cdf(statistic)}',
        '        p = sides.get(alternative, 2 * reference.sf(abs(statistic)))',
        '    print(f"{label}: statistic {statistic:.4g}, p = {p:.4g}")',
        '',
        '',
        ...spec.tests.map((test, index) => call(study, test, degreesOfFreedom[index] ?? null))
    ];
}

function call({ effects }: Study, { name, hypothesis, contrasts, alternative, reference }: TestSpec, df: number | null): string {
    const rows = contrasts.map(({ coefficients }) => {
        const cells = coefficients.flatMap(({ effect, coefficient }) => {
            const own = effects.find(other => other.effect.name === effect);
            return own ? [`${pythonString(coefficientName(own))}: ${pythonReal(coefficient)}`] : [];
        });
        return `{${cells.join(', ')}}`;
    });
    const values = contrasts.map(({ value }) => pythonReal(value)).join(', ');
    const label = name === null ? hypothesis : `${name}: ${hypothesis}`;
    const freedom = reference !== 'z' && df !== null ? String(Number(df.toPrecision(6))) : 'np.inf';
    return `wald(${pythonString(label)}, [${rows.join(', ')}], [${values}], ${pythonString(alternative)}, ${freedom})`;
}

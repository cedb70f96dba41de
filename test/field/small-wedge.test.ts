/** A wedge of six clinics, whose exact variance of the treatment is below its leading term: nothing may say that true variances are larger. */
import { expect, it } from 'vitest';
import { analyze } from '../../src-engine/index.js';
import { fieldText, modelOf } from './opened.js';

it('says what few units do without claiming larger variances', async () => {
    const { spec, issues } = await modelOf(fieldText('13-small-wedge.glmm'));
    const { leading, refined, exact, using } = analyze(spec!).parameters.find(({ name }) => name === 'eff')!;
    // Hussey & Hughes (2007) with I = 6, T = 4 and ten people in a cell.
    const [sigma2, tau2] = [1 / 10, 0.1];
    const [clusters, periods, treated, bySteps, byClusters] = [6, 4, 12, 2 ** 2 + 4 ** 2 + 6 ** 2, 2 * (3 ** 2 + 2 ** 2 + 1)];
    const total = sigma2 + periods * tau2;
    const variance =
        (clusters * sigma2 * total) /
        ((clusters * treated - bySteps) * sigma2 +
            (treated ** 2 + clusters * periods * treated - periods * bySteps - clusters * byClusters) * tau2);
    expect(exact.asyVar! / variance).toBeCloseTo(1, 12);
    expect(refined.asyVar! / variance).toBeCloseTo(1, 12);
    expect(leading.asyVar!).toBeGreaterThan(1.1 * variance);
    expect(using).toBe('refined');
    expect(issues.map(({ code }) => code)).toEqual(['few-units']);
    expect(issues[0].message).not.toMatch(/variances? (may|are|is)/);
});

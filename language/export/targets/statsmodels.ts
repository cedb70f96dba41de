import { isLinear } from '../../../src-engine/family/families.js';
import type { TargetRecord } from '../export-target.js';
import { reservedInPython } from '../python/python-text.js';
import { mixedForm, pythonScript } from '../python/statsmodels.js';
import { scriptLines } from '../script.js';
import { studyOf } from '../study.js';
import { hasRandomEffects, responseWithLink } from './lack.js';

export const statsmodels: TargetRecord<'statsmodels'> = {
    name: 'statsmodels',
    title: 'statsmodels',
    what: 'Python: linear mixed models; without random effects all GLMs',
    language: 'python',
    fits: true,
    needs: () => 'Python 3.8 or newer with statsmodels 0.13 or newer',
    lack: spec => {
        if (!hasRandomEffects(spec)) {
            return null;
        }
        if (!isLinear(spec.family)) {
            return `has no maximum likelihood for random effects in ${responseWithLink(spec)}`;
        }
        const study = studyOf(spec, { title: null, reserved: reservedInPython });
        return mixedForm(study) ? null : 'has no correlated random effects of inner or crossed groups';
    },
    lines: scriptLines({ reserved: reservedInPython }, pythonScript)
};

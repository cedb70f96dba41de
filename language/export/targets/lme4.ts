import { families, isLinear } from '../../../src-engine/family/families.js';
import type { TargetRecord } from '../export-target.js';
import { lme4Fit } from '../r/fit-in-r.js';
import { scriptLines } from '../script.js';
import { hasRandomEffects, responseWithLink } from './lack.js';
import { r, simulatedAndFitted } from './r-script.js';

export const lme4: TargetRecord<'lme4'> = {
    name: 'lme4',
    title: 'lme4',
    what: 'R: lmer and glmer; without random effects lm and glm',
    language: 'r',
    fits: true,
    needs: spec => (hasRandomEffects(spec) ? 'R 4.0 or newer with lme4 1.1-31 or newer' : 'R 4.0 or newer'),
    lack: spec =>
        hasRandomEffects(spec) && families[spec.family.name].isNormal && !isLinear(spec.family)
            ? `does not fit random effects in ${responseWithLink(spec)} reliably`
            : null,
    lines: scriptLines(r, simulatedAndFitted('Simulates one data set and fits it by maximum likelihood.', lme4Fit))
};

import { isLinear } from '../../../src-engine/family/families.js';
import { families } from '../../knowledge/families.js';
import type { TargetRecord } from '../export-target.js';
import { rHeader } from '../r/r-simulation.js';
import { simrPower } from '../r/simr-power.js';
import { scriptLines } from '../script.js';
import { hasRandomEffects, responseWithLink } from './lack.js';
import { r } from './r-script.js';

export const simr: TargetRecord<'simr'> = {
    name: 'simr',
    title: 'simr',
    what: "R: the power of the model's tests, by simulation",
    language: 'r',
    fits: false,
    needs: () => 'R 4.0 or newer with simr 1.0.7 or newer',
    lack: spec =>
        !hasRandomEffects(spec)
            ? 'does not take models without random effects'
            : isLinear(spec.family) || families[spec.family.name].code.r.simr
              ? null
              : `does not take ${responseWithLink(spec)}`,
    lines: scriptLines(r, (study, seed) => [...rHeader(study, 'The power of the tests, by simulation.'), '', ...simrPower(study, seed)])
};

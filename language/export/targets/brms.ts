import { families } from '../../knowledge/families.js';
import type { TargetRecord } from '../export-target.js';
import { brmsFit } from '../r/brms-fit.js';
import { reservedInBrms } from '../r/r-text.js';
import { scriptLines } from '../script.js';
import { responseWithLink } from './lack.js';
import { simulatedAndFitted } from './r-script.js';

export const brms: TargetRecord<'brms'> = {
    name: 'brms',
    title: 'brms',
    what: 'R: Bayesian, with default priors',
    language: 'r',
    fits: true,
    needs: () => 'R 4.0 or newer with brms 2.18 or newer',
    lack: spec =>
        families[spec.family.name].code.r.brms.lacks.includes(spec.family.link) ? `does not take ${responseWithLink(spec)}` : null,
    // brms writes the names into a Stan program, so they are ASCII.
    lines: scriptLines({ reserved: reservedInBrms }, simulatedAndFitted('Simulates one data set and fits it by brms.', brmsFit))
};

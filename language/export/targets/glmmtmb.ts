import { families } from '../../knowledge/families.js';
import type { TargetRecord } from '../export-target.js';
import { glmmTMBFit } from '../r/fit-in-r.js';
import { scriptLines } from '../script.js';
import { responseWithArticle, responseWithLink } from './lack.js';
import { r, simulatedAndFitted } from './r-script.js';

export const glmmTMB: TargetRecord<'glmmTMB'> = {
    name: 'glmmTMB',
    title: 'glmmTMB',
    what: 'R: all families except inverse Gaussian',
    language: 'r',
    fits: true,
    needs: () => 'R 4.0 or newer with glmmTMB 1.1.5 or newer',
    lack: spec => {
        const { glmmTMB: own } = families[spec.family.name].code.r;
        if (own === null) {
            return `does not take ${responseWithArticle(spec)}`;
        }
        return own.lacks.includes(spec.family.link) ? `does not take ${responseWithLink(spec)}` : null;
    },
    lines: scriptLines(r, simulatedAndFitted('Simulates one data set and fits it by maximum likelihood with glmmTMB.', glmmTMBFit))
};

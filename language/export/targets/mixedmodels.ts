import { isLinear } from '../../../src-engine/family/families.js';
import { families } from '../../knowledge/families.js';
import type { TargetRecord } from '../export-target.js';
import { reservedInJulia } from '../julia/julia-text.js';
import { juliaScript } from '../julia/mixed-models.js';
import { scriptLines } from '../script.js';
import { hasRandomEffects, responseWithLink } from './lack.js';

export const mixedmodels: TargetRecord<'mixedmodels'> = {
    name: 'mixedmodels',
    title: 'MixedModels.jl',
    what: 'Julia: MixedModels.jl; without random effects GLM.jl',
    language: 'julia',
    fits: true,
    needs: spec =>
        `Julia 1.7 or newer with DataFrames 1, Distributions 0.25, GLM 1.8${hasRandomEffects(spec) ? ' and MixedModels 4' : ''}, or newer`,
    lack: spec =>
        hasRandomEffects(spec) && !isLinear(spec.family) && !families[spec.family.name].code.julia.fitsRandomEffects
            ? `does not fit random effects in ${responseWithLink(spec)} reliably`
            : null,
    lines: scriptLines({ reserved: reservedInJulia }, juliaScript)
};

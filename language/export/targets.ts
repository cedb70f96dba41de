/** The tools that models are exported to, and what each of them can't say. */
import type { ModelSpec } from '../../src-engine/spec/model-spec.js';
import { families } from '../knowledge/families.js';
import { list } from '../presentation/prose/enumeration.js';
import { reservedInJulia } from './julia/julia-text.js';
import { reservedInPython } from './python/python-text.js';
import { mixedForm } from './python/statsmodels.js';
import { reservedInBrms, reservedInR } from './r/r-text.js';
import { reservedInStan } from './stan/stan-names.js';
import { isLinear, studyOf } from './study.js';

export const exportTargets = ['lme4', 'glmmTMB', 'simr', 'brms', 'stan', 'mixedmodels', 'statsmodels', 'latex', 'csv'] as const;
export type ExportTarget = (typeof exportTargets)[number];

/** What a tool is called in a sentence. */
export const toolNames: Record<ExportTarget, string> = {
    lme4: 'lme4',
    glmmTMB: 'glmmTMB',
    simr: 'simr',
    brms: 'brms',
    stan: 'Stan',
    mixedmodels: 'MixedModels.jl',
    statsmodels: 'statsmodels',
    latex: 'LaTeX',
    csv: 'CSV'
};

/** Which version of the tool the text needs, as a sentence; null where any takes it. */
export function requirementOf(spec: ModelSpec, target: ExportTarget): string | null {
    const packages: Record<ExportTarget, string | null> = {
        lme4: hasRandomEffects(spec) ? 'R 4.0 or newer with lme4 1.1-31 or newer' : 'R 4.0 or newer',
        glmmTMB: 'R 4.0 or newer with glmmTMB 1.1.5 or newer',
        simr: 'R 4.0 or newer with simr 1.0.7 or newer',
        brms: 'R 4.0 or newer with brms 2.18 or newer',
        stan: 'Stan 2.26 or newer',
        mixedmodels: `Julia 1.7 or newer with DataFrames 1, Distributions 0.25, GLM 1.8${hasRandomEffects(spec) ? ' and MixedModels 4' : ''}, or newer`,
        statsmodels: 'Python 3.8 or newer with statsmodels 0.13 or newer',
        latex: null,
        csv: null
    };
    const needed = packages[target];
    return needed === null ? null : `Needs ${needed}.`;
}

/** Words that can't be names of columns. */
export const reservedWords: Record<ExportTarget, readonly string[]> = {
    lme4: reservedInR,
    glmmTMB: reservedInR,
    simr: reservedInR,
    brms: reservedInBrms,
    stan: reservedInStan,
    mixedmodels: reservedInJulia,
    statsmodels: reservedInPython,
    latex: [],
    csv: reservedInR
};

/** Those that fit models, in the order in which they are proposed. */
const fitting = ['lme4', 'glmmTMB', 'brms', 'stan', 'mixedmodels', 'statsmodels'] as const;

const hasRandomEffects = ({ random }: ModelSpec): boolean => random.some(({ effects }) => effects.length > 0);

/** `a gamma response`, `an inverse Gaussian response`. */
function responseOf({ family }: ModelSpec): string {
    const { title } = families[family.name];
    return `${/^[aeiou]/i.test(title) ? 'an' : 'a'} ${title} response`;
}

function withLink(spec: ModelSpec): string {
    const link = spec.family.link.replace(/[A-Z]/g, letter => ` ${letter.toLowerCase()}`);
    return `${responseOf(spec)} with the ${link} link`;
}

/** What is wrong with the model for the tool, as what the tool "does not …"; null where it takes it. */
const lacks: Record<ExportTarget, (spec: ModelSpec) => string | null> = {
    lme4: spec =>
        hasRandomEffects(spec) && spec.family.name === 'gaussian' && !isLinear(spec)
            ? `does not fit random effects in ${withLink(spec)} reliably`
            : null,
    glmmTMB: spec =>
        !families[spec.family.name].code.r.glmmTMB
            ? `does not take ${responseOf(spec)}`
            : spec.family.link === 'inverseSquare'
              ? `does not take ${withLink(spec)}`
              : null,
    simr: spec =>
        !hasRandomEffects(spec)
            ? 'does not take models without random effects'
            : isLinear(spec) || families[spec.family.name].code.r.simr
              ? null
              : `does not take ${withLink(spec)}`,
    brms: spec => (families[spec.family.name].code.r.brms.lacks.includes(spec.family.link) ? `does not take ${withLink(spec)}` : null),
    stan: () => null,
    mixedmodels: spec =>
        hasRandomEffects(spec) && !isLinear(spec) && !families[spec.family.name].code.julia.fitsRandomEffects
            ? `does not fit random effects in ${withLink(spec)} reliably`
            : null,
    statsmodels: spec => {
        if (!hasRandomEffects(spec)) {
            return null;
        }
        if (!isLinear(spec)) {
            return `has no maximum likelihood for random effects in ${withLink(spec)}`;
        }
        const study = studyOf(spec, { title: null, reserved: reservedInPython });
        return mixedForm(study) ? null : 'has no correlated random effects of inner or crossed groups';
    },
    latex: () => null,
    csv: () => null
};

/** Why the tool can't take the model; null where it can. */
export function lackOf(spec: ModelSpec, target: ExportTarget): string | null {
    const lack = lacks[target](spec);
    return lack === null ? null : `${toolNames[target]} ${lack}.`;
}

/** The same, and which tools can. */
export function limitOf(spec: ModelSpec, target: ExportTarget): string | null {
    const lack = lackOf(spec, target);
    if (lack === null) {
        return null;
    }
    const others = fitting.filter(other => lacks[other](spec) === null);
    return `${lack} The model ${spec.name} can be exported to ${list(others.map(other => toolNames[other]))}.`;
}

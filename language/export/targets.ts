/** All export targets by name, and the models that each of them does not support. */
import type { ModelSpec } from '../../src-engine/spec/model-spec.js';
import { list } from '../presentation/prose/enumeration.js';
import type { ExportTarget, TargetRecord } from './export-target.js';
import { brms } from './targets/brms.js';
import { csv } from './targets/csv.js';
import { glmmTMB } from './targets/glmmtmb.js';
import { latex } from './targets/latex.js';
import { lme4 } from './targets/lme4.js';
import { mixedmodels } from './targets/mixedmodels.js';
import { simr } from './targets/simr.js';
import { stan } from './targets/stan.js';
import { statsmodels } from './targets/statsmodels.js';

/** In the order in which they are proposed. */
export const targets: Readonly<Record<ExportTarget, TargetRecord>> = {
    lme4,
    glmmTMB,
    simr,
    brms,
    stan,
    mixedmodels,
    statsmodels,
    latex,
    csv
} satisfies { [Name in ExportTarget]: TargetRecord<Name> };

export const exportTargets: readonly ExportTarget[] = Object.values(targets).map(({ name }) => name);

/** The software that the text needs, as a sentence; null if any version works. */
export function requirementOf(spec: ModelSpec, target: ExportTarget): string | null {
    const needed = targets[target].needs(spec);
    return needed === null ? null : `Needs ${needed}.`;
}

/** Why the tool can't take the model; null if it can. */
export function lackOf(spec: ModelSpec, target: ExportTarget): string | null {
    const lack = targets[target].lack(spec);
    return lack === null ? null : `${targets[target].title} ${lack}.`;
}

/** Why the tool can't take the model, and which tools can; null if it can. */
export function limitOf(spec: ModelSpec, target: ExportTarget): string | null {
    const lack = lackOf(spec, target);
    if (lack === null) {
        return null;
    }
    const others = Object.values(targets).filter(other => other.fits && other.lack(spec) === null);
    return `${lack} The model ${spec.name} can be exported to ${list(others.map(({ title }) => title))}.`;
}

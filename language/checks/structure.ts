import { sigmaOf } from '../../src-engine/structure/covariance/structures.js';
import { isFixedEffects, isPredictor, isRandomEffect, isRandomEffects, type RandomEffects } from '../generated/ast.js';
import type { Finding, Partner } from '../../src-engine/result/analysis.js';
import { symmetricEigenvalues } from '../../src-engine/numeric/linear-algebra.js';
import type { ModelSpec } from '../../src-engine/spec/model-spec.js';
import type { ModelContext } from '../lowering/context.js';
import type { Where } from '../lowering/report.js';
import { reasonText } from '../presentation/prose/reason-text.js';
import { shown } from './numbers.js';
import { smallInformationText } from './small-information.js';

const namePart = { property: 'name' } as const;

export interface ExaminedModel {
    spec: ModelSpec;
    findings: readonly Finding[];
}

/** Reports what the engine finds in a model without integrating: blocks, collinearity, moments, domains, information. */
export function structureMustBeSound({ spec, findings }: ExaminedModel, context: ModelContext): void {
    const isMisplaced = findings.some(({ code }) => code === 'wrong-block');
    const isRandom = spec.random.some(({ effects }) => effects.length > 0);
    covarianceShouldNotBeSingular(spec, context);
    for (const finding of findings) {
        // In the wrong block a term can look dependent on those that it would be weighed against.
        const followsFromBlock = finding.code === 'collinear' && isMisplaced;
        // The rule on links has said it already.
        const followsFromLink = finding.code === 'link-domain' && isRandom;
        if (!followsFromBlock && !followsFromLink) {
            reportFinding(finding, spec, context);
        }
    }
}

/** Below this smallest eigenvalue of the correlations a combination of random effects hardly varies: with two of them, |correlation| > 0.999. */
const nearlySingular = 1e-3;

function covarianceShouldNotBeSingular(spec: ModelSpec, context: ModelContext): void {
    for (const block of spec.random) {
        const { group } = block;
        const sigma = sigmaOf(block);
        const correlations = sigma.map((row, i) => row.map((value, j) => value / Math.sqrt(sigma[i]![i]!) / Math.sqrt(sigma[j]![j]!)));
        const smallest = correlations.flat().every(Number.isFinite) ? Math.min(...symmetricEigenvalues(correlations)) : 0;
        if (smallest > 0 && smallest < nearlySingular) {
            context.report.add(
                'nearly-singular',
                groupName(group, context),
                `The covariance matrix of \`${group}\` is nearly singular: the smallest eigenvalue of its correlations is ${Number(smallest.toPrecision(2))}. Fits of such a model often end with a singular matrix; bring the correlations nearer to 0, or leave a random effect out.`
            );
        }
    }
}

function reportFinding(finding: Finding, spec: ModelSpec, context: ModelContext): void {
    const { report } = context;
    switch (finding.code) {
        case 'wrong-block':
            report.add('wrong-block', effectName(finding.effect, context), wrongBlockText(finding, spec), {
                move: finding.belongs,
                effect: finding.effect
            });
            break;
        case 'collinear': {
            const last = finding.effects.at(-1)!;
            report.add('collinear', effectTerm(last, context), collinearText(finding.effects));
            break;
        }
        case 'constant-random-effect':
            report.add(
                'constant-random-effect',
                randomEffect(finding.group, finding.effect, context),
                `The term of \`${finding.effect}\` is constant in each unit of \`${finding.group}\`, so its random effect can't be told from the intercept's. Leave it out.`
            );
            break;
        case 'not-positive-definite':
            report.add(
                'not-positive-definite',
                groupName(finding.group, context),
                `The covariance matrix of \`${finding.group}\` is not positive definite: its smallest eigenvalue is ${shown(finding.smallestEigenvalue)}. Bring the correlations nearer to 0.`
            );
            break;
        case 'infinite-moment':
            report.add('infinite-moment', lawPlace(finding.predictors[0], finding.group, context), reasonText(finding).long);
            break;
        case 'link-domain':
            report.add('link-domain', familyPlace(context), reasonText(finding).long);
            break;
        case 'small-information': {
            const text = smallInformationText(finding, spec);
            if (text !== null) {
                report.add('small-information', groupName(finding.group, context), text);
            }
            break;
        }
    }
}

function wrongBlockText({ effect, belongs, partners }: Extract<Finding, { code: 'wrong-block' }>, spec: ModelSpec): string {
    if (belongs === 'A') {
        return `\`${effect}\` belongs to block A: ${partners.map(ridesOn).join('; ')}.`;
    }
    return spec.random.length === 0
        ? `\`${effect}\` belongs to block B: without random effects every fixed effect does.`
        : `\`${effect}\` belongs to block B: its term is no combination of random-effect terms with coefficients that are constant in a group.`;
}

function ridesOn({ group, effects, own }: Partner): string {
    const whose = effects.map(effect => `\`${effect}\``).join(' and ');
    return own
        ? `its term has a random effect in \`${group}\``
        : `its term is constant in each unit of \`${group}\` times that of the random effect ${whose}`;
}

function collinearText(effects: string[]): string {
    const names = effects.map(effect => `\`${effect}\``);
    const [only] = names;
    return names.length === 1
        ? `The term of ${only} is 0 wherever the predictors lie, so the effect can't be estimated. Leave it out.`
        : `The terms of ${names.slice(0, -1).join(', ')} and ${names.at(-1)} are linearly dependent, so their effects can't be told apart. Leave one of them out.`;
}

function effectName(name: string, context: ModelContext): Where {
    const effect = context.names.effects.get(name);
    return effect ? { node: effect, part: namePart } : context.model;
}

function effectTerm(name: string, context: ModelContext): Where {
    const effect = context
        .elements(isFixedEffects)
        .flatMap(block => block.effects)
        .find(one => one.name === name);
    return effect?.term ?? context.model;
}

function groupOf(name: string, context: ModelContext): RandomEffects | undefined {
    return context.elements(isRandomEffects).find(group => group.name === name);
}

function groupName(name: string, context: ModelContext): Where {
    const group = groupOf(name, context);
    return group ? { node: group, part: namePart } : context.model;
}

function randomEffect(groupName: string, effect: string, context: ModelContext): Where {
    const group = groupOf(groupName, context);
    return group?.entries.filter(isRandomEffect).find(entry => entry.effect?.$refText === effect) ?? group ?? context.model;
}

function lawPlace(predictor: string | undefined, group: string | null, context: ModelContext): Where {
    const declared = context.elements(isPredictor).find(one => one.names.some(({ name }) => name === predictor));
    return declared?.law ?? (group === null ? familyPlace(context) : groupName(group, context));
}

function familyPlace(context: ModelContext): Where {
    const family = context.familyElement;
    return family ? { node: family, part: { property: family.link === undefined ? 'name' : 'link' } } : context.model;
}

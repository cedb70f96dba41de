import { sigmaOf } from '../../src-engine/structure/covariance/structures.js';
import { AstUtils, type AstNode } from 'langium';
import {
    isBinary,
    isCall,
    isOffset,
    isPower,
    isPredictor,
    isRandomEffect,
    isRandomEffects,
    type Expression,
    type RandomEffects
} from '../generated/ast.js';
import { textOf } from '../parsing/text-range.js';
import type { Finding, UndefinedTerm } from '../../src-engine/result/analysis.js';
import { symmetricEigenvalues } from '../../src-engine/numeric/linear-algebra.js';
import type { ModelSpec } from '../../src-engine/spec/model-spec.js';
import { parametersIn } from '../lowering/chosen-parameter.js';
import type { ModelContext } from '../lowering/context.js';
import { parameterNamed } from '../lowering/factor-effects.js';
import { namedParameter } from '../lowering/variance-entries.js';
import type { Where } from '../lowering/issue-report.js';
import { families } from '../../src-engine/family/families.js';
import { impossibleCovariances } from './random-effects.js';
import { meantInteraction } from './interaction-names.js';
import { smallInformation } from './small-information.js';
import { isUnfinished } from './unfinished.js';

const namePart = { property: 'name' } as const;

export interface ExaminedModel {
    spec: ModelSpec;
    findings: readonly Finding[];
}

/** Reports what the engine finds without integrating: wrong blocks, collinear terms, infinite moments, domains of links, little information. */
export function structureMustBeSound({ spec, findings }: ExaminedModel, context: ModelContext): void {
    const isMisplaced = findings.some(({ code }) => code === 'wrong-block');
    const isRandom = spec.random.some(({ effects }) => effects.length > 0);
    const isUnidentified = findings.some(finding => finding.code === 'not-identified' && finding.shared === 'everything');
    covarianceShouldNotBeSingular(spec, context);
    for (const finding of findings) {
        // In the wrong block a term can look dependent on the terms of that block.
        const followsFromBlock = finding.code === 'collinear' && isMisplaced;
        // The rule on links has reported it already.
        const followsFromLink = finding.code === 'link-domain' && isRandom;
        // Random effects that put it into block A may come later.
        const mayChange = finding.code === 'wrong-block' && finding.belongs === 'B' && isUnfinished(context);
        const followsFromUnits = finding.code === 'small-information' && isUnidentified;
        if (!followsFromBlock && !followsFromLink && !followsFromUnits && !mayChange) {
            reportFinding(finding, spec, context);
        }
    }
}

/** Below this smallest eigenvalue of the correlations, some combination of the random effects hardly varies. For two of them: |correlation| > 0.999. */
const nearlySingular = 1e-3;

function covarianceShouldNotBeSingular(spec: ModelSpec, context: ModelContext): void {
    for (const block of spec.random) {
        const { group } = block;
        const sigma = sigmaOf(block);
        const correlations = sigma.map((row, i) => row.map((value, j) => value / Math.sqrt(sigma[i]![i]!) / Math.sqrt(sigma[j]![j]!)));
        const smallest = correlations.flat().every(Number.isFinite) ? Math.min(...symmetricEigenvalues(correlations)) : 0;
        if (smallest > 0 && smallest < nearlySingular) {
            context.report.add('nearly-singular', groupName(group, context), { group, smallestEigenvalue: smallest });
        }
    }
}

function reportFinding(finding: Finding, spec: ModelSpec, context: ModelContext): void {
    const { report } = context;
    switch (finding.code) {
        case 'wrong-block':
            report.add('wrong-block', effectName(finding.effect, context), {
                ...finding,
                effect: parameterNamed(finding.effect, context)?.effect.name ?? finding.effect,
                isRandom: spec.random.length > 0
            });
            break;
        case 'collinear': {
            const last = finding.effects.at(-1)!;
            const named = finding.effects.flatMap(name => parameterNamed(name, context)?.effect ?? []);
            const interaction = named.map(effect => meantInteraction(effect, context)).find(meant => meant !== undefined);
            report.add('collinear', effectTerm(last, context), { ...finding, interaction });
            break;
        }
        case 'not-identified':
            if (finding.shared === 'units') {
                report.add('single-unit', groupName(finding.group, context), finding);
            } else {
                report.add('single-observation', groupName(finding.group, context), finding);
            }
            break;
        case 'constant-random-effect':
            report.add('constant-random-effect', randomEffect(finding.group, finding.effect, context), finding);
            break;
        case 'not-positive-definite': {
            const impossible = impossibleCovariances(finding.group, context);
            report.add('not-positive-definite', impossible[0]?.entry.value ?? groupName(finding.group, context), {
                ...finding,
                impossible: impossible.map(({ fact }) => fact)
            });
            break;
        }
        case 'infinite-moment':
            report.add('infinite-moment', lawPlace(finding.predictors[0], finding.group, context), finding);
            break;
        case 'link-domain':
            report.add('link-domain', familyPlace(context), {
                ...finding,
                instead: context.family ? families[context.family.name].defaultLink : '',
                isWritten: context.familyElement?.link !== undefined
            });
            break;
        case 'undefined-term': {
            const { text, node, argument } = undefinedPart(finding, context);
            report.add('undefined-term', node, { text, argument, operation: finding.operation, value: finding.value });
            break;
        }
        case 'small-information': {
            const facts = smallInformation(finding, spec);
            // Whether refined variances are in use shows only with the numbers.
            if (facts && facts.accuracy !== 'refined') {
                report.add('small-information', groupName(finding.group, context), facts);
            }
            break;
        }
    }
}

/** The place of an operation in the text. */
function undefinedPart(
    { part, operation, argument }: UndefinedTerm,
    context: ModelContext
): { node: AstNode; text: string; argument: string } {
    const whole =
        part.kind === 'offset'
            ? context.elements(isOffset)[0]?.term
            : part.kind === 'predictor'
              ? context.elements(isPredictor).find(({ names }) => names.some(({ name }) => name === part.name))?.term
              : effectTerm(part.name, context);
    const wanted = JSON.stringify(argument);
    const argumentOf = (node: AstNode): Expression | undefined =>
        isCall(node) && node.function === operation
            ? node.args[0]
            : isPower(node) && operation === '^'
              ? node.base
              : isBinary(node) && node.operator === operation
                ? node.right
                : undefined;
    const found =
        whole && '$type' in whole
            ? AstUtils.streamAst(whole).find(node => JSON.stringify(context.terms.term(argumentOf(node))) === wanted)
            : undefined;
    const inner = found && argumentOf(found);
    return found && inner
        ? { node: found, text: textOf(found), argument: textOf(inner) }
        : { node: context.model, text: operation, argument: 'its argument' };
}

function effectName(name: string, context: ModelContext): Where {
    const effect = parameterNamed(name, context)?.effect;
    return effect ? { node: effect, part: namePart } : context.model;
}

function effectTerm(name: string, context: ModelContext): Where {
    return parameterNamed(name, context)?.effect.term ?? context.model;
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
    return (
        group?.entries.filter(isRandomEffect).find(entry => namedParameter(entry, parametersIn(context))?.name === effect) ??
        group ??
        context.model
    );
}

function lawPlace(predictor: string | undefined, group: string | null, context: ModelContext): Where {
    const declared = context.elements(isPredictor).find(one => one.names.some(({ name }) => name === predictor));
    return declared?.law ?? (group === null ? familyPlace(context) : groupName(group, context));
}

function familyPlace(context: ModelContext): Where {
    const family = context.familyElement;
    return family ? { node: family, part: { property: family.link === undefined ? 'name' : 'link' } } : context.model;
}

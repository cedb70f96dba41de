/** A model's equations in LaTeX: one statement for each line of an `align*`. */
import { sigmaOf } from '../../../src-engine/structure/covariance/structures.js';
import { families } from '../../knowledge/families.js';
import { lawKnowledge } from '../../knowledge/laws.js';
import { links } from '../../knowledge/links.js';
import type { FamilySpec, Law, ModelSpec, PredictorSpec, RandomEffectsSpec } from '../../../src-engine/spec/model-spec.js';
import { groupsOutsideIn } from '../../presentation/prose/design-text.js';
import { plural } from '../../presentation/prose/plural.js';
import { isConstantOne } from '../../presentation/notation/term-text.js';
import { brokenEquation } from './latex-width.js';
import { latexText } from './latex-letters.js';
import { latexMatrix, latexName, latexTerm, latexValue } from './latex-text.js';

/** More values than this are not written out. */
const mostListed = 8;

/** A covariance matrix with more rows is on a separate line. */
const mostBeside = 3;

/** For a covariance matrix with more rows, only the entries that are not 0 are listed. */
const mostRows = 6;

/** Response, linear predictor, random effects and predictors. */
export function modelEquations(spec: ModelSpec): string[] {
    const mu = meanSymbol(spec);
    return [
        `${[
            'Y',
            ...randomSymbols(spec)
                .slice(0, 1)
                .map(() => '\\mid U')
        ].join(' ')} &\\sim ${responseLaw(spec.family, mu)}`,
        `${links[spec.family.link].code.latex(mu)} &= ${linearPredictor(spec)}`,
        ...spec.random.filter(({ effects }) => effects.length > 0).flatMap(block => randomEffects(spec, block)),
        ...spec.predictors.map(predictorEquation)
    ].map(brokenEquation);
}

/** The mean of a response: a letter that the file does not use. */
function meanSymbol(spec: ModelSpec): string {
    const names = [
        ...spec.fixed.map(({ name }) => name),
        ...spec.predictors.flatMap(one => (one.kind === 'random' ? one.names : [one.name]))
    ];
    const taken = names.map(latexName);
    return ['\\mu', '\\nu', '\\xi'].find(symbol => !taken.includes(symbol)) ?? '\\mathrm{E}';
}

function responseLaw({ name, phi, trials, size }: FamilySpec, mu: string): string {
    return families[name].code.latex({
        mu,
        phi: latexValue(phi),
        trials: trials === null ? '1' : latexTerm(trials),
        size: latexValue(size)
    });
}

function symbolOf(spec: ModelSpec, group: string): string {
    const index = groupsOutsideIn(spec).findIndex(entry => entry.group === group);
    return spec.random.length === 1 ? 'U' : `U^{(${index + 1})}`;
}

function randomSymbol(spec: ModelSpec, { group, effects }: RandomEffectsSpec, index: number): string {
    return effects.length === 1 ? symbolOf(spec, group) : `${symbolOf(spec, group)}_{${index + 1}}`;
}

function randomSymbols(spec: ModelSpec): string[] {
    return spec.random.flatMap(block => block.effects.map((_, index) => randomSymbol(spec, block, index)));
}

function linearPredictor(spec: ModelSpec): string {
    const summands = spec.fixed.map(({ name, term }) => {
        const random = spec.random.flatMap(block => {
            const index = block.effects.indexOf(name);
            return index < 0 ? [] : [randomSymbol(spec, block, index)];
        });
        const coefficient = [latexName(name), ...random].join(' + ');
        if (isConstantOne(term)) {
            return coefficient;
        }
        const isSum = term.op === '+' || term.op === '-' || term.op === 'negate' || (term.op === 'number' && term.value < 0);
        return `${random.length > 0 ? `(${coefficient})` : coefficient} \\, ${isSum ? `\\left(${latexTerm(term)}\\right)` : latexTerm(term)}`;
    });
    const all = spec.offset ? [...summands, latexTerm(spec.offset)] : summands;
    return all.length === 0 ? '0' : all.join(' + ');
}

function randomEffects(spec: ModelSpec, block: RandomEffectsSpec): string[] {
    const { effects, group, within } = block;
    const sigma = sigmaOf(block);
    const symbols = effects.map((_, index) => randomSymbol(spec, block, index));
    const each = `\\quad \\text{for each ${latexText(group)}${within === null ? '' : ` in each ${latexText(within)}`}}`;
    if (symbols.length === 1) {
        return [`${symbols.join('')} &\\sim \\mathrm{N}(0, ${latexValue(sigma[0]?.[0] ?? null)}) ${each}`];
    }
    const isWide = symbols.length > mostBeside;
    const matrix = isWide ? `\\Sigma_{\\text{${latexText(group)}}}` : latexMatrix(sigma);
    const vector = symbols.length > mostRows ? [symbols[0], '\\ldots', symbols.at(-1)] : symbols;
    const law = `(${vector.join(', ')})^{\\top} &\\sim ${isWide ? `\\mathrm{N}(0, ${matrix})` : `\\mathrm{N}\\left(0, ${matrix}\\right)`} ${each}`;
    return [law, ...(isWide ? [`${matrix} &= ${symbols.length > mostRows ? matrixEntries(sigma) : latexMatrix(sigma)}`] : [])];
}

function matrixEntries(matrix: readonly number[][]): string {
    const entries = matrix.flatMap((row, i) =>
        row.slice(0, i + 1).flatMap((value, j) => (value === 0 ? [] : [`\\sigma_{${i + 1},${j + 1}} = ${latexValue(value)}`]))
    );
    return `(\\sigma_{i,j}), \\quad ${entries.join(', ')}, \\text{ otherwise } 0`;
}

function predictorEquation(predictor: PredictorSpec): string {
    switch (predictor.kind) {
        case 'derived':
            return `${latexName(predictor.name)} &= ${latexTerm(predictor.term)}`;
        case 'each': {
            const over = predictor.per === null ? '' : ` \\quad \\text{balanced over ${latexText(plural(predictor.per, null))}}`;
            return `${latexName(predictor.name)} &\\in (${listed(predictor.points.map(point => (predictor.levels ? `\\text{${latexText(predictor.levels[point] ?? '')}}` : latexValue(point))))})${over}`;
        }
        case 'random': {
            const names = predictor.names.map(latexName);
            const left = names.length === 1 ? names.join('') : `(${names.join(', ')})^{\\top}`;
            return `${left} &\\sim ${latexLaw(predictor.law)}${predictor.per === null ? '' : ` \\quad \\text{for each ${latexText(predictor.per)}}`}`;
        }
    }
}

function listed(items: readonly string[]): string {
    return items.length > mostListed ? `${items.slice(0, mostListed).join(', ')}, \\ldots` : items.join(', ');
}

function latexLaw(law: Law): string {
    return lawKnowledge[law.law].latex(law, {
        number: latexValue,
        text: text => `\\text{${latexText(text)}}`,
        listed,
        matrix: latexMatrix,
        law: latexLaw
    });
}

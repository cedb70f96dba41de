/** A model in mathematical notation: Unicode, one statement a line, wrapped. */
import { sigmaOf } from '../../../src-engine/structure/covariance/structures.js';
import type { FixedEffectSpec, ModelSpec, PredictorSpec, RandomEffectsSpec } from '../../../src-engine/spec/model-spec.js';
import { families } from '../../knowledge/families.js';
import { countOf } from '../prose/design-text.js';
import { matrixText, pointsText, randomPredictorText } from './law-text.js';
import { formatCount, formatValue } from './numbers.js';
import { plural } from '../prose/plural.js';
import { randomSymbol } from './random-effect.js';
import { parameterSymbol } from './symbols.js';
import { isConstantOne, mathNotation, predictorsOf, writeTerm } from './term-text.js';

/** The lines of the model, none longer than `width` where they can be broken at a sum. */
export function modelNotation(spec: ModelSpec, width = 76): string[] {
    const used = usedPredictors(spec);
    return [
        responseLine(spec),
        ...wrapped(`${linkOfMean(spec)} = `, linearPredictor(spec), width),
        ...spec.random.filter(block => block.effects.length > 0).map(block => randomLine(spec, block)),
        ...spec.predictors.filter(predictor => namesOf(predictor).some(name => used.has(name))).map(predictorLine)
    ];
}

function namesOf(predictor: PredictorSpec): string[] {
    return predictor.kind === 'random' ? predictor.names : [predictor.name];
}

/** Predictors that the model's terms need, those behind derived ones too. */
function usedPredictors(spec: ModelSpec): Set<string> {
    const terms = [...spec.fixed.map(effect => effect.term), spec.offset, spec.family.trials].filter(term => term !== null);
    const used = new Set(terms.flatMap(predictorsOf));
    for (const name of used) {
        const predictor = spec.predictors.find(candidate => candidate.kind === 'derived' && candidate.name === name);
        if (predictor?.kind === 'derived') {
            predictorsOf(predictor.term).forEach(behind => used.add(behind));
        }
    }
    return used;
}

function responseLine(spec: ModelSpec): string {
    const { family } = spec;
    const trials = family.trials && writeTerm(family.trials, mathNotation);
    const law = families[family.name].law
        .replace('N,', () => `${trials},`)
        .replace('1/φ', () => formatValue(1 / family.phi))
        .replace('φ', () => formatValue(family.phi))
        .replace('k)', () => `${formatValue(family.size)})`);
    const given = spec.random
        .filter(block => block.effects.length > 0)
        .flatMap(block => block.effects.map((_, index) => randomSymbol(spec, block, index)));
    return `Y${given.length > 0 ? ` | ${given.join(', ')}` : ''} ~ ${law}`;
}

function linkOfMean({ family }: ModelSpec): string {
    switch (family.link) {
        case 'identity':
            return 'μ';
        case 'sqrt':
            return '√μ';
        case 'inverse':
            return '1/μ';
        case 'inverseSquare':
            return '1/μ²';
        default:
            return `${family.link} μ`;
    }
}

/** The summands. An effect with a random effect shows it in brackets: `(β₁ + U₂)·x`. */
function linearPredictor(spec: ModelSpec): string[] {
    const summands = spec.fixed.map(effect => summand(spec, effect));
    return spec.offset ? [...summands, writeTerm(spec.offset, mathNotation)] : summands;
}

function summand(spec: ModelSpec, effect: FixedEffectSpec): string {
    const randomParts = spec.random.flatMap(block => {
        const index = block.effects.indexOf(effect.name);
        return index < 0 ? [] : [randomSymbol(spec, block, index)];
    });
    const coefficient = [parameterSymbol(effect.name), ...randomParts].join(' + ');
    if (isConstantOne(effect.term)) {
        return coefficient;
    }
    const { term } = effect;
    const text = writeTerm(term, mathNotation);
    const isSum = term.op === '+' || term.op === '-' || term.op === 'negate';
    return `${randomParts.length > 0 ? `(${coefficient})` : coefficient}·${isSum ? `(${text})` : text}`;
}

function wrapped(start: string, summands: string[], width: number): string[] {
    const written: string[] = [];
    let line = start;
    summands.forEach((text, index) => {
        const piece = index === 0 ? text : ` + ${text}`;
        if (index > 0 && line.length + piece.length > width) {
            written.push(line);
            line = `${' '.repeat(start.length)}+ ${text}`;
        } else {
            line += piece;
        }
    });
    return [...written, summands.length === 0 ? `${start}0` : line];
}

function randomLine(spec: ModelSpec, block: RandomEffectsSpec): string {
    const symbols = block.effects.map((_, index) => randomSymbol(spec, block, index));
    const count = countOf(spec.design, block.group);
    const units = count === null ? `each ${block.group}` : `each of ${formatCount(count)} ${plural(block.group, count)}`;
    const within = block.within === null ? '' : ` in each ${block.within}`;
    const law =
        symbols.length === 1
            ? `${symbols.join()} ~ Normal(0, variance ${formatValue(sigmaOf(block)[0]?.[0] ?? null)})`
            : `(${symbols.join(', ')}) ~ Normal(0, Σ = ${matrixText(sigmaOf(block))})`;
    return `${law} for ${units}${within}`;
}

function predictorLine(predictor: PredictorSpec): string {
    switch (predictor.kind) {
        case 'random':
            return randomPredictorText(predictor) + (predictor.per === null ? '' : ` for each ${predictor.per}`);
        case 'each':
            return `${predictor.name} = ${pointsText(predictor)}${predictor.per === null ? '' : ` balanced over ${plural(predictor.per, null)}`}`;
        case 'derived':
            return `${predictor.name} = ${writeTerm(predictor.term, mathNotation)}`;
    }
}

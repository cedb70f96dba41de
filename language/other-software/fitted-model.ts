/** The model that a printed fit stands for, with its estimates as values. */
import { coefficientOf, type CoefficientOfTerm } from './coefficients.js';
import { readPrintedFit, type PrintedComponent, type PrintedFit } from './printed-fit.js';
import { countNotPrinted } from './guesses.js';
import { conditionalModelOnly, weightsRemark } from './remarks.js';
import { writtenFamily } from './r-call.js';
import { nameInModel, readFormula, type Formula, type FormulaGroup } from './parsed-formula.js';
import { wholeModel, type Known, type KnownComponent, type WrittenText } from './written-model.js';

/** The name of the level that a factor is compared with, which no print shows. */
const firstLevel = 'reference';
/** What is written for a correlation that was estimated as 1 or -1, so that the matrix is positive definite. */
const largestCorrelation = 0.99;

/** Enough to see how uneven the sizes of groups are. */
const digitsOfMean = 3;

/** Undefined for a text that is no fit, or has parts that are not understood. */
export function modelOfPrintedFit(text: string): WrittenText | undefined {
    const fit = readPrintedFit(text);
    const formula = fit && readFormula(fit.formula);
    if (!fit || !formula) {
        return undefined;
    }
    const family = familyOf(fit, formula);
    if (family === undefined) {
        return undefined;
    }
    const levels = new LevelsOfFit(fit, formula);
    const { text: model, stops } = wholeModel(levels.formula, family, knownOf(fit, levels), lacksOf(fit, family));
    return { text: `/** Estimates of ${fit.software}: ${fit.formula.replaceAll('*/', '* /')} */\n${model}`, stops };
}

function lacksOf({ hasOtherParts, hasWeights }: PrintedFit, family: string): string[] {
    return [...(hasOtherParts ? [conditionalModelOnly] : []), ...(hasWeights ? [weightsRemark(family)] : [])];
}

function familyOf({ family = 'gaussian', link, dispersion, size, hasWeights }: PrintedFit, { response }: Formula): string | undefined {
    const isBinary = /^(?:quasi)?binomial$/i.test(family) && !response.startsWith('cbind(') && !hasWeights && family !== 'Binomial';
    const name = isBinary ? 'bernoulli' : family;
    return writtenFamily(name, link, { ...(dispersion && { phi: dispersion }), ...(size && { size }) });
}

/** The factors of a formula, as the names of its coefficients show them. */
class LevelsOfFit {
    private readonly terms: readonly string[];
    /** By variable, the levels but the first, in the order of the print. */
    private readonly levels = new Map<string, string[]>();
    /** By term of the formula as it was printed, the coefficients that belong to it. */
    private readonly coefficients = new Map<string, { value: string; of: CoefficientOfTerm }[]>();
    /** The formula with `levels(…)` around factors. */
    readonly formula: Formula;

    constructor(fit: PrintedFit, formula: Formula) {
        this.terms = [...new Set([...formula.terms, ...formula.groups.flatMap(({ effects }) => effects)])];
        for (const { name, value } of fit.coefficients) {
            const of = coefficientOf(name, this.terms);
            if (of) {
                this.coefficients.set(of.term, [...(this.coefficients.get(of.term) ?? []), { value, of }]);
                this.noteLevels(of);
            }
        }
        this.formula = {
            ...formula,
            terms: formula.terms.map(term => this.withLevels(term)),
            groups: formula.groups.map(group => ({ ...group, effects: group.effects.map(term => this.withLevels(term)) }))
        };
    }

    private noteLevels({ factors }: CoefficientOfTerm): void {
        for (const { variable, level } of factors) {
            const known = this.levels.get(variable) ?? [];
            if (level !== null && !known.includes(level)) {
                this.levels.set(variable, [...known, level]);
            }
        }
    }

    /** A condition in R has the levels FALSE and TRUE, here 0 and 1. */
    private isCondition(variable: string): boolean {
        return this.levels.get(variable)?.join() === 'TRUE';
    }

    private isFactor(variable: string): boolean {
        return this.levels.has(variable) && !this.isCondition(variable);
    }

    private withLevels(term: string): string {
        const factors = term.split(' * ').map(factor => (this.isFactor(factor) ? `levels(${factor})` : factor));
        return factors.join(' * ');
    }

    /** The values of the terms, as numbers, lists or matrices. */
    values(): Map<string, string> {
        return new Map([...this.coefficients].map(([term, all]) => [this.withLevels(term), this.valueOf(all)]));
    }

    private valueOf(all: readonly { value: string; of: CoefficientOfTerm }[]): string {
        const factors = all[0]!.of.factors.map(({ variable }, i) => ({ variable, i })).filter(({ variable }) => this.isFactor(variable));
        const nested = (fixed: readonly string[]): string => {
            const next = factors[fixed.length];
            if (!next) {
                const found = all.find(({ of }) => factors.every(({ i }, j) => of.factors[i]!.level === fixed[j]));
                return found?.value ?? '0';
            }
            const values = this.levels.get(next.variable)!.map(level => nested([...fixed, level]));
            return values.length === 1 && factors.length === 1 ? values[0]! : `[${values.join(', ')}]`;
        };
        return nested([]);
    }

    laws(): Map<string, string> {
        const laws = [...this.levels].map(([variable, others]): [string, string] => {
            const all = [firstLevel, ...others.map(levelName)];
            const law = `Categorical(${all.map(name => `${name}: 1 / ${all.length}`).join(', ')})`;
            return [variable, this.isCondition(variable) ? 'Bernoulli(0.5)' : law];
        });
        return new Map(laws);
    }

    get hasFactors(): boolean {
        return [...this.levels.keys()].some(variable => this.isFactor(variable));
    }

    /** Whether a row of the table of random effects is about one of the formula. */
    hasRandomEffect({ group, name }: PrintedComponent): boolean {
        const { groups } = this.formula;
        return groups.some(one => isLabelOf(group, one, groups)) && this.effectName(name, term => term) !== undefined;
    }

    /** The effect that a row of the table of random effects is about; undefined where no fixed effect has its term. */
    effectName(row: string, nameOf: (term: string) => string): string | undefined {
        const of = coefficientOf(row, this.terms);
        const levels = of?.factors.filter(({ variable }) => this.isFactor(variable)).map(({ level }) => level);
        if (!of || levels?.includes(null)) {
            return undefined;
        }
        const subscript = levels!.map(level => levelName(level!)).join(', ');
        return `${nameOf(this.withLevels(of.term))}${subscript === '' ? '' : `[${subscript}]`}`;
    }
}

/** A level as a name, or in quotes. */
function levelName(level: string): string {
    return /^\p{L}[\p{L}\p{N}_]*$/u.test(level) ? level : `"${level.replace(/["\\]/g, '\\$&')}"`;
}

function knownOf(fit: PrintedFit, levels: LevelsOfFit): Known {
    const remarks: Known['remarks'] = { predictors: predictorRemarks(levels), random: [], design: [] };
    if (fit.family === undefined) {
        remarks.predictors.unshift('The print does not show the family.');
    }
    for (const row of fit.components) {
        const { group, name, sd, correlations } = row;
        if (!levels.hasRandomEffect(row)) {
            remarks.random.push(`Left out, as the formula shows no such random effect: the variance of ${name} between units of ${group}.`);
        } else if (Number(sd) === 0) {
            remarks.random.push(`Estimated as 0 and left out: the variance of ${name} between units of ${group}.`);
        } else if (correlations.some(isAtBound)) {
            remarks.random.push(
                `A correlation of ${name} was estimated as 1 or -1. ${largestCorrelation} keeps the matrix positive definite.`
            );
        }
    }
    const counts = countsOf(fit, levels.formula, remarks.design);
    const components = (group: FormulaGroup, nameOf: (term: string) => string): KnownComponent[] =>
        componentsIn(
            fit.components.filter(row => isLabelOf(row.group, group, levels.formula.groups)),
            row => levels.effectName(row, nameOf)
        );
    return { values: levels.values(), laws: levels.laws(), components, counts, remarks };
}

function predictorRemarks({ formula, hasFactors }: LevelsOfFit): string[] {
    if (formula.terms.every(term => term === '1') && formula.offset === null) {
        return [];
    }
    const group = formula.groups[0]?.group;
    return [
        `The print does not show how predictors vary: give each its law${group === undefined ? '' : `, and \`per ${group}\` if it is constant within units of ${group}`}.`,
        ...(hasFactors ? [`Nor does it show the first level of a factor and the shares: here they are "${firstLevel}" and equal.`] : [])
    ];
}

function isAtBound(correlation: string | null): boolean {
    return correlation !== null && Math.abs(Number(correlation)) > largestCorrelation;
}

/** The groups that a label of a print names: `class:school`, `b:(a:c)` or `school & class`. */
function groupsOfLabel(label: string): string {
    return label
        .split(/[:&]/)
        .map(part => nameInModel(part.replace(/[()\s]/g, '')))
        .sort()
        .join(':');
}

/** All groups around a group, and itself. */
function chainOf({ group, outer }: FormulaGroup, all: readonly FormulaGroup[]): string[] {
    const around = all.find(other => other.group === outer);
    return [group, ...(outer === null ? [] : around ? chainOf(around, all) : [outer])];
}

function isLabelOf(label: string, group: FormulaGroup, all: readonly FormulaGroup[]): boolean {
    const chain = chainOf(group, all).sort().join(':');
    // R numbers further parts of a group: `Subject.1`.
    return [label, label.replace(/\.\d+$/, '')].some(text => groupsOfLabel(text) === chain);
}

/** The random effects of the rows of one group. */
function componentsIn(own: readonly PrintedComponent[], effectName: (row: string) => string | undefined): KnownComponent[] {
    const components: (KnownComponent | null)[] = [];
    // The columns of correlations count from the first row of the same label.
    let firstOfLabel = 0;
    own.forEach((row, i) => {
        firstOfLabel = own[i - 1]?.group === row.group ? firstOfLabel : i;
        const name = Number(row.sd) === 0 ? undefined : effectName(row.name);
        const correlations = own.slice(0, i).map((_, j) => (j < firstOfLabel ? null : (row.correlations[j - firstOfLabel] ?? null)));
        const kept = correlations.filter((_, j) => components[j] !== null);
        components.push(name === undefined ? null : { name, sd: row.sd, correlations: kept.map(possibleCorrelation) });
    });
    return components.filter(component => component !== null);
}

function possibleCorrelation(correlation: string | null): string | null {
    return isAtBound(correlation) ? String(Math.sign(Number(correlation)) * largestCorrelation) : correlation;
}

/** The counts of the design: inner groups per outer unit, observations per innermost unit or cell. */
function countsOf(fit: PrintedFit, formula: Formula, remarks: string[]): Known['counts'] {
    const groups = [...new Map(formula.groups.map(group => [group.group, group])).values()];
    const total = (group: FormulaGroup): number | undefined => fit.units.find(({ group: label }) => isLabelOf(label, group, groups))?.count;
    const outerOf = (group: FormulaGroup): FormulaGroup | undefined => groups.find(({ group: name }) => name === group.outer);
    const isInnermost = (group: FormulaGroup): boolean => groups.every(other => other.outer !== group.group);
    const depth = (group: FormulaGroup): number => (outerOf(group) ? 1 + depth(outerOf(group)!) : 0);
    const counts = [...groups]
        .sort((a, b) => depth(a) - depth(b))
        .map(group => {
            const outer = outerOf(group);
            const units = total(group);
            const exact = units === undefined ? undefined : units / (outer ? (total(outer) ?? 1) : 1);
            if (exact === undefined) {
                remarks.push(`The print does not show the number of units of ${group.group}.`);
            } else if (!Number.isInteger(exact)) {
                remarks.push(`The data have ${exact.toPrecision(digitsOfMean)} units of ${group.group} in a ${group.outer} on average.`);
            }
            return { name: group.group, count: String(Math.max(1, Math.round(exact ?? countNotPrinted))) };
        });
    const cells = groups.filter(isInnermost).reduce((product, group) => product * (total(group) ?? 1), 1);
    const n = fit.observations === undefined ? undefined : fit.observations / cells;
    if (n === undefined) {
        remarks.push('The print does not show the number of observations.');
    } else if (!Number.isInteger(n)) {
        const where =
            groups.length === 0 ? '' : groups.filter(isInnermost).length > 1 ? 'in a cell' : `in a ${groups.find(isInnermost)!.group}`;
        remarks.push(`The data have ${n.toPrecision(digitsOfMean)} observations ${where} on average.`);
    }
    return [...counts, { name: 'n', count: String(Math.max(1, Math.round(n ?? countNotPrinted))) }];
}

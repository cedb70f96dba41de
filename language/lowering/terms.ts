import type { ComparisonOperator, Term } from '../../src-engine/spec/model-spec.js';
import {
    isBinary,
    isCategorical,
    isConstant,
    isFixedEffect,
    isList,
    isParenthesis,
    isPredictorName,
    isReference,
    type Binary,
    type Call,
    type Expression,
    type Predictor,
    type PredictorName,
    type Reference
} from '../generated/ast.js';
import { textOf } from '../parsing/text-range.js';
import { namedPoints } from '../scoping/named-points.js';
import { resolve } from '../scoping/names.js';
import { nearestName } from '../scoping/nearest-name.js';
import type { ConstantEvaluator } from './constants.js';
import { levelText } from '../parsing/level-text.js';
import { ExpressionLowering, isComparison, type ArithmeticNode } from './expression-lowering.js';
import type { IssueReport } from './issue-report.js';

/** An expression without the parentheses around it. */
export function unwrapped(expression: Expression | undefined): Expression | undefined {
    return isParenthesis(expression) ? unwrapped(expression.inner) : expression;
}

/** The predictor that declares a name. */
export function predictorOf(name: PredictorName): Predictor {
    return name.$container;
}

/** Lowers expressions over predictors. */
export class TermLowering extends ExpressionLowering<Term> {
    constructor(report: IssueReport, constants: ConstantEvaluator) {
        super(report, constants, 'predictor');
    }

    /** The term that an expression means. Undefined where it means none, which is reported. */
    term(expression: Expression | undefined): Term | undefined {
        return this.formula(expression);
    }

    protected arithmetic(node: ArithmeticNode<Term>): Term {
        return node;
    }

    protected comparison(expression: Binary, op: ComparisonOperator): Term | undefined {
        if (isBinary(expression.left) && isComparison(expression.left.operator)) {
            this.reportChain(expression, expression.left);
            return undefined;
        }
        if (this.reportComparedLevel(expression)) {
            return undefined;
        }
        const left = this.formula(expression.left);
        const right = this.formula(expression.right);
        if (!left || !right) {
            return undefined;
        }
        return left.op === 'number' && right.op === 'number'
            ? { op: 'number', value: Number(holds(left.value, op, right.value)) }
            : { op, left, right };
    }

    /** `arm == low` is `arm[low]`. */
    private reportComparedLevel(expression: Binary): boolean {
        const compared = levelComparison(expression);
        if (!compared) {
            return false;
        }
        const { predictor, levels, level } = compared;
        const meant = levels.find(one => one === level) ?? nearestName(level, levels);
        if (meant === undefined) {
            this.report.add('unknown-level', expression, { name: predictor, level, levels, nearest: undefined });
            return true;
        }
        const indicator = `${predictor}[${levelText(meant)}]`;
        const isAlone = expression.$container.$type === 'FixedEffect' || isParenthesis(expression.$container);
        const instead = expression.operator === '==' ? indicator : isAlone ? `1 - ${indicator}` : `(1 - ${indicator})`;
        this.report.add('level-expected', expression, { name: predictor, example: instead, levels: null });
        return true;
    }

    private reportChain(expression: Binary, left: Binary): void {
        const { operator, right } = expression;
        const middle = left.right && textOf(left.right);
        const instead = `(${textOf(left)}) * (${middle} ${operator} ${right ? textOf(right) : '…'})`;
        this.report.add('chained-comparison', expression, { instead });
    }

    protected takesNames(name: string): boolean {
        return name === 'levels';
    }

    /** Only a product in `fixed` can have `levels(…)`, where it gives an effect for each level. */
    protected callOfNames(call: Call): undefined {
        this.report.add('levels-misplaced', call);
    }

    protected isConstantName(reference: Reference): boolean {
        const target = resolve(reference.target, reference, 'target');
        return target === undefined || isConstant(target);
    }

    protected reference(reference: Reference): Term | undefined {
        const target = resolve(reference.target, reference, 'target');
        if (!isPredictorName(target)) {
            return undefined;
        }
        const levels = levelNames(predictorOf(target));
        if (!levels) {
            if (reference.indexed) {
                this.report.add('no-levels', reference, { name: target.name, of: 'predictor' });
                return undefined;
            }
            return { op: 'predictor', name: target.name };
        }
        if (!reference.indexed) {
            const example = levels[1] ?? levels[0] ?? 'level';
            this.report.add('level-expected', reference, {
                name: target.name,
                example: `${target.name}[${levelText(example)}]`,
                levels: isWholeTerm(reference) ? `levels(${target.name})` : null,
                isList: hasList(reference)
            });
            return undefined;
        }
        if (reference.levels.length === 0) {
            return undefined;
        }
        const level = reference.levels.map(String).join(', ');
        if (!levels.includes(level)) {
            this.report.add(
                'unknown-level',
                { node: reference, part: { property: 'levels' } },
                {
                    name: target.name,
                    level,
                    levels,
                    nearest: nearestName(level, levels) ?? (levels.length === 2 ? levels[1] : undefined)
                }
            );
            return undefined;
        }
        return { op: 'level', predictor: target.name, level };
    }
}

/** Whether a reference is the whole term of an effect. */
function isWholeTerm({ $container: holder, $containerProperty: property }: Reference): boolean {
    return isFixedEffect(holder) && property === 'term';
}

function hasList({ $container: holder }: Reference): boolean {
    return isFixedEffect(holder) && isList(unwrapped(holder.value));
}

/** A comparison of a categorical predictor with a name: `arm == low`. Undefined for others. */
export function levelComparison({ left, right, operator }: Binary): { predictor: string; levels: string[]; level: string } | undefined {
    for (const [one, other] of [
        [left, right],
        [right, left]
    ]) {
        const target = isReference(one) && !one.indexed ? resolve(one.target, one, 'target') : undefined;
        const levels = isPredictorName(target) ? levelNames(predictorOf(target)) : undefined;
        const level = isReference(other) && !resolve(other.target, other, 'target') ? other.target?.$refText : undefined;
        if (levels && level !== undefined && (operator === '==' || operator === '!=')) {
            return { predictor: (target as PredictorName).name, levels, level };
        }
    }
    return undefined;
}

/** The levels of a predictor that has names for its values. Undefined for numbers. */
export function levelNames(predictor: Predictor): string[] | undefined {
    const { law } = predictor;
    const named = isCategorical(law) ? law.levels : predictor.each ? namedPoints(predictor) : undefined;
    return named && [...new Set(named.map(({ name }) => String(name)))];
}

function holds(left: number, op: ComparisonOperator, right: number): boolean {
    switch (op) {
        case '<':
            return left < right;
        case '<=':
            return left <= right;
        case '>':
            return right < left;
        case '>=':
            return right <= left;
        case '==':
            return left === right;
        case '!=':
            return left !== right;
    }
}

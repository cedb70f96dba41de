import type { Quantity } from '../../src-engine/spec/model-spec.js';
import {
    isBinary,
    isConstant,
    isDerived,
    isFixedEffect,
    isHypothesis,
    isReference,
    type Binary,
    type Call,
    type Derived,
    type Expression,
    type Model,
    type RandomEffects,
    type Reference
} from '../generated/ast.js';
import type { Rewritten } from '../diagnostics/arguments.js';
import { rangeOf, textOf } from '../parsing/text-range.js';
import { namesOf, resolve, resolveGroup } from '../scoping/names.js';
import { chosenParameter, type ParametersOf } from './chosen-parameter.js';
import type { ConstantEvaluator } from './constants.js';
import type { EffectParameter } from './factor-effects.js';
import { ExpressionLowering, isComparison, type ArithmeticNode } from './expression-lowering.js';
import { linearHypothesis } from './meant-function.js';
import { varianceEntries } from './variance-entries.js';
import type { IssueReport } from './issue-report.js';

const parameterFunctions = new Set(['var', 'sd', 'cov', 'corr']);

/** What quantities need to know of their model. */
export interface KnownParameters {
    /** Whether φ is a parameter of the model's family. */
    hasDispersion: () => boolean;
    parameters: ParametersOf;
}

/** A linear form of fixed effects, plus a number. */
export interface LinearForm {
    coefficients: Map<string, number>;
    constant: number;
}

/** Lowers expressions over parameters: `derive`, `precision` and the contrasts of tests. */
export class QuantityLowering extends ExpressionLowering<Quantity> {
    private readonly open: Derived[] = [];

    constructor(
        private readonly model: Model,
        report: IssueReport,
        constants: ConstantEvaluator,
        private readonly known: KnownParameters
    ) {
        super(report, constants, 'parameter');
    }

    /** The quantity that an expression means. Undefined where it means none, which is reported. */
    quantity(expression: Expression | undefined): Quantity | undefined {
        return this.formula(expression);
    }

    protected arithmetic(node: ArithmeticNode<Quantity>): Quantity {
        return node;
    }

    protected comparison(expression: Binary): undefined {
        this.report.add('number-expected', expression, { found: 'comparison', of: 'parameters' });
    }

    protected takesNames(name: string): boolean {
        return parameterFunctions.has(name);
    }

    /** `var(beta0 | subject)`, `sd(…)`, `cov(beta0, beta1 | clinic)` and `corr(…)`, all expressed by covariances. */
    protected callOfNames(call: Call): Quantity | undefined {
        const one = call.function === 'var' || call.function === 'sd';
        const form = one ? `${call.function}(beta0 | GROUP)` : `${call.function}(beta0, beta1 | GROUP)`;
        if (call.args.length !== (one ? 1 : 2) || !call.group) {
            this.report.add('wrong-number-of-arguments', call, {
                problem: 'random effects',
                count: one ? 1 : 2,
                form,
                ...this.withGroup(call, one ? 1 : 2)
            });
            return undefined;
        }
        const group = resolveGroup(call.group, call, 'group');
        const effects = call.args.map(argument => this.randomEffect(argument, call, form));
        if (!group || effects.some(effect => effect === undefined)) {
            return undefined;
        }
        const [first, second = first] = effects as [EffectParameter, EffectParameter?];
        const known = varianceEntries(group, this.known.parameters).flatMap(({ effect }) => effect?.name ?? []);
        const absent = [first, second].findIndex(effect => !known.includes(effect.name));
        if (absent >= 0) {
            const effect = [first, second][absent]!;
            const facts = { effect: effect.name, group: group.name, isDeclaration: false, known } as const;
            this.report.add('no-such-random-effect', call.args[Math.min(absent, call.args.length - 1)]!, facts);
            return undefined;
        }
        const covariance = (a: EffectParameter, b: EffectParameter): Quantity => ({
            op: 'covariance',
            effects: [a.name, b.name],
            group: group.name
        });
        const sd = (effect: EffectParameter): Quantity => ({ op: 'call', function: 'sqrt', argument: covariance(effect, effect) });
        switch (call.function) {
            case 'sd':
                return sd(first);
            case 'corr':
                return { op: '/', left: covariance(first, second), right: { op: '*', left: sd(first), right: sd(second) } };
            default:
                return covariance(first, second);
        }
    }

    /** The call with the group in which the effects vary. */
    private withGroup(call: Call, count: 1 | 2): Rewritten | undefined {
        const names = call.args.map(textOf);
        const holds = (group: RandomEffects): boolean =>
            names.every(name => varianceEntries(group, this.known.parameters).some(({ effect }) => effect?.name === name));
        const group = [...namesOf(this.model).groups.values()].find(holds);
        return names.length === count && group
            ? { at: rangeOf(call), instead: `${call.function}(${names.join(', ')} | ${group.name})`, isSure: true }
            : undefined;
    }

    private randomEffect(argument: Expression, call: Call, form: string): EffectParameter | undefined {
        const target = isReference(argument) ? resolve(argument.target, argument, 'target') : undefined;
        if (isReference(argument) && isFixedEffect(target)) {
            return chosenParameter(target, argument, this.known.parameters(target), this.report);
        }
        if (!isReference(argument) || target) {
            this.report.add('effect-expected', argument, { place: 'function', function: call.function, form });
        }
        return undefined;
    }

    protected reference(reference: Reference): Quantity | undefined {
        const target = resolve(reference.target, reference, 'target');
        if (isFixedEffect(target)) {
            const parameter = chosenParameter(target, reference, this.known.parameters(target), this.report);
            return parameter && { op: 'effect', name: parameter.name };
        }
        if (reference.indexed) {
            this.report.add('no-levels', reference, { name: reference.target?.$refText ?? '', of: 'parameter' });
            return undefined;
        }
        if (isDerived(target)) {
            return this.derived(target);
        }
        return { op: 'phi' };
    }

    /** A derived quantity as a formula of parameters. Derived quantities inside it are written out. */
    private derived(derived: Derived): Quantity | undefined {
        if (this.open.includes(derived)) {
            const where = { node: derived, part: { property: 'name' } };
            this.report.add('cyclic-definition', where, { of: 'derived quantity', name: derived.name });
            return undefined;
        }
        this.open.push(derived);
        try {
            return this.quantity(derived.value);
        } finally {
            this.open.pop();
        }
    }

    definition(derived: Derived): Quantity | undefined {
        return this.derived(derived);
    }

    /** Whether a name means the dispersion: the family has one, and no declared parameter has its name. */
    private isPhi(reference: Reference): boolean {
        const names = namesOf(this.model);
        return reference.target?.$refText === 'phi' && !names.effects.has('phi') && !names.derived.has('phi') && this.known.hasDispersion();
    }

    protected isConstantName(reference: Reference): boolean {
        const target = resolve(reference.target, reference, 'target');
        return !this.isPhi(reference) && (target === undefined || isConstant(target));
    }

    /** An expression as a linear form of fixed effects. Undefined where it is not linear, which is reported. */
    contrast(expression: Expression | undefined): LinearForm | undefined {
        if (isComparedHypothesis(expression)) {
            return undefined;
        }
        const quantity = this.quantity(expression);
        if (!expression || !quantity) {
            return undefined;
        }
        const form = linearForm(quantity);
        if (!form) {
            const isDerivedAlone = isReference(expression) && namesOf(this.model).derived.has(textOf(expression));
            this.report.add('contrast-not-linear', expression, {
                text: textOf(expression),
                isDerived: isDerivedAlone,
                linear: linearHypothesis(expression)
            });
        }
        return form;
    }
}

/** Whether an expression is a hypothesis such as `b1 > 0`, without `=`. The syntax error says how it is written. */
function isComparedHypothesis(expression: Expression | undefined): boolean {
    return (
        isBinary(expression) &&
        isComparison(expression.operator) &&
        isHypothesis(expression.$container) &&
        expression.$container.value === undefined
    );
}

function linearForm(quantity: Quantity): LinearForm | undefined {
    switch (quantity.op) {
        case 'number':
            return { coefficients: new Map(), constant: quantity.value };
        case 'effect':
            return { coefficients: new Map([[quantity.name, 1]]), constant: 0 };
        case 'negate':
            return scaled(linearForm(quantity.operand), -1);
        case '+':
            return sum(linearForm(quantity.left), linearForm(quantity.right));
        case '-':
            return sum(linearForm(quantity.left), scaled(linearForm(quantity.right), -1));
        case '*':
        case '/': {
            const left = linearForm(quantity.left);
            const right = linearForm(quantity.right);
            if (right && right.coefficients.size === 0) {
                return scaled(left, quantity.op === '*' ? right.constant : 1 / right.constant);
            }
            return quantity.op === '*' && left && left.coefficients.size === 0 ? scaled(right, left.constant) : undefined;
        }
        default:
            return undefined;
    }
}

function scaled(form: LinearForm | undefined, factor: number): LinearForm | undefined {
    return (
        form && {
            coefficients: new Map([...form.coefficients].map(([name, coefficient]) => [name, factor * coefficient])),
            constant: factor * form.constant
        }
    );
}

function sum(left: LinearForm | undefined, right: LinearForm | undefined): LinearForm | undefined {
    if (!left || !right) {
        return undefined;
    }
    const coefficients = new Map(left.coefficients);
    for (const [name, coefficient] of right.coefficients) {
        coefficients.set(name, (coefficients.get(name) ?? 0) + coefficient);
    }
    return { coefficients, constant: left.constant + right.constant };
}

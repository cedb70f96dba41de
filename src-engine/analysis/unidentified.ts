/** Parameters that no data of the design can tell apart, however many units there are. */
import { hasDispersion, isLinear } from '../family/families.js';
import { blockMembership } from '../predictors/blocks.js';
import { attempt } from '../result/not-available.js';
import { isReason, type Reason } from '../result/reason.js';
import type { Accuracy, ModelSpec } from '../spec/model-spec.js';
import { factorTree } from '../structure/factor-tree.js';
import { sizesOfDesign, type Sizes } from '../structure/sizes.js';
import { parameterIndex, selected, type JointCovariance } from '../structure/structure-result.js';

export type NotIdentified = Extract<Reason, { code: 'not-identified' }>;
type UnidentifiedUnits = Exclude<NotIdentified, { shared: 'effects' | 'observations' }>;

/** Units of this kind, each of which leaves a parameter open. */
export function unidentifiedUnits(spec: ModelSpec): UnidentifiedUnits[] {
    return [...singleObservations(spec), ...singleUnits(spec)];
}

interface FittedUnits {
    reason: Extract<NotIdentified, { shared: 'effects' }>;
    /** The term of the random effect whose variance nothing shows. */
    term: string;
    /** The fixed effects, where there are too few units even for them. */
    effects: readonly string[];
}

/**
 * Random effects of whose units (those of an outermost or crossed factor) there are no more than fixed effects on their term that vary between them: the
 * fixed effects fit each unit, and no residual is left that would show the variance.
 */
function fittedUnits(spec: ModelSpec): FittedUnits[] {
    const { design, fixed, random } = spec;
    const few = random.flatMap(({ group, within, effects }) => {
        const count = design.counts.find(one => one.group === group)?.count ?? null;
        return within === null && count !== null && count <= fixed.length ? effects.map(term => ({ group, count, term })) : [];
    });
    const membership = few.length === 0 ? [] : attempt(() => blockMembership(spec));
    if (isReason(membership)) {
        return [];
    }
    return few.flatMap(({ group, count, term }) => {
        const between = membership
            .filter(({ partners }) => partners.some(partner => partner.group === group && partner.effects.includes(term)))
            .map(({ effect }) => effect);
        const reason = { code: 'not-identified', group, shared: 'effects', around: null, effects: between.length } as const;
        return count <= between.length ? [{ reason, term, effects: count < between.length ? between : [] }] : [];
    });
}

/** No more observations than fixed effects: these fit each observation, and no residual is left that would show the dispersion. Null where a residual is left. */
function fittedObservations({ design, family, fixed, random }: ModelSpec): NotIdentified | null {
    const counts = random.map(({ group }) => design.counts.find(one => one.group === group)?.count ?? null);
    if (!hasDispersion(family) || design.n?.kind !== 'fixed' || counts.includes(null)) {
        return null;
    }
    const observations = counts.reduce<number>((product, count) => product * count!, design.n.n);
    return observations <= fixed.length
        ? { code: 'not-identified', group: null, shared: 'observations', around: null, effects: fixed.length }
        : null;
}

/**
 * Units with one observation each. Counts, and several trials, vary more than a fixed effect allows, which shows the variance between units. One answer of yes or
 * no does not, and the dispersion of a continuous response takes its place. Units of crossed factors have an observation in each cell.
 */
function singleObservations(spec: ModelSpec): UnidentifiedUnits[] {
    const { design, family, random } = spec;
    if (random.length === 0 || design.n?.kind !== 'fixed' || design.n.n >= 2) {
        return [];
    }
    const tree = factorTree(spec);
    const isCrossed = tree.filter(({ depth }) => depth === 0).length > 1;
    const [innermost] = [...tree].sort((a, b) => b.depth - a.depth);
    if (isCrossed || innermost.random.effects.length === 0) {
        return [];
    }
    const { group } = innermost.random;
    if (hasDispersion(family)) {
        // The variance of a slope shows in how the response's variance changes with its term.
        return interceptOf(spec, group) === null ? [] : [{ code: 'not-identified', group, shared: 'dispersion', around: null }];
    }
    const isBinary = family.name === 'bernoulli' || (family.trials?.op === 'number' && family.trials.value === 1);
    return isBinary ? [{ code: 'not-identified', group, shared: 'everything', around: null }] : [];
}

/** Groups of which each unit of the group around them holds one: there, random effects of the two on the same term are a single one. */
function singleUnits(spec: ModelSpec): UnidentifiedUnits[] {
    const { design, random } = spec;
    return random.flatMap(({ group, within }) => {
        const around = random.find(other => other.group === within);
        const count = design.counts.find(count => count.group === group)?.count ?? null;
        const areOne = around !== undefined && count !== null && count < 2 && commonEffects(spec, group, around.group).length > 0;
        return areOne ? [{ code: 'not-identified', group, shared: 'units', around: around.group }] : [];
    });
}

/** Whether there is more of everything than any rule here asks for: searches see a hundred sizes, and nearly all of them are ample. */
export function isAmple({ fixed, random }: ModelSpec, { counts, n }: Sizes): boolean {
    const least = Math.max(1, fixed.length);
    for (const { group, within } of random) {
        const count = counts[group];
        if (count === null || count <= (within === null ? least : 1)) {
            return false;
        }
    }
    return n?.kind === 'fixed' && n.n > (random.length === 0 ? least : 1);
}

/**
 * The parameters that these units leave open, by position. Without the variance between units a mean of yes or no says nothing about the effects, because
 * they are on the scale that the variance sets; with a link other than the identity, it says nothing about the effects that vary between the units.
 */
export function unidentified(spec: ModelSpec): ReadonlyMap<number, NotIdentified> {
    const found = new Map<number, NotIdentified>();
    if (isAmple(spec, sizesOfDesign(spec))) {
        return found;
    }
    const units = unidentifiedUnits(spec);
    const fitted = fittedUnits(spec);
    const fittedAll = fittedObservations(spec);
    if (units.length === 0 && fitted.length === 0 && fittedAll === null) {
        return found;
    }
    const { components, phi, count } = parameterIndex(spec);
    const varianceOf = (group: string, effect: string): number[] => {
        const at = spec.random.findIndex(random => random.group === group);
        const { start, parameters } = components[at];
        const row = spec.random[at].effects.indexOf(effect);
        return parameters.flatMap(({ derivative }, i) =>
            derivative.some(entry => entry.row === row && entry.column === row) ? [start + i] : []
        );
    };
    if (fittedAll !== null && phi !== null) {
        found.set(phi, fittedAll);
    }
    const positionOf = (effect: string): number => spec.fixed.findIndex(({ name }) => name === effect);
    for (const { reason, term, effects } of fitted) {
        [...varianceOf(reason.group, term), ...effects.map(positionOf)].forEach(position => found.set(position, reason));
    }
    for (const reason of units) {
        const { group, shared } = reason;
        const positions = {
            everything: () => Array.from({ length: count }, (_, i) => i),
            dispersion: () => [
                ...varyingBetween(spec, group).map(positionOf),
                ...varianceOf(group, interceptOf(spec, group)!),
                ...(phi === null ? [] : [phi])
            ],
            units: () =>
                commonEffects(spec, group, reason.around!).flatMap(effect => [
                    ...varianceOf(group, effect),
                    ...varianceOf(reason.around!, effect)
                ])
        }[shared]();
        positions.forEach(position => found.set(position, reason));
    }
    return found;
}

const effectsOf = ({ random }: ModelSpec, group: string): readonly string[] => random.find(random => random.group === group)!.effects;

const commonEffects = (spec: ModelSpec, group: string, around: string): string[] =>
    effectsOf(spec, group).filter(effect => effectsOf(spec, around).includes(effect));

/** The random intercept among a group's effects. */
function interceptOf(spec: ModelSpec, group: string): string | null {
    const isIntercept = (effect: string): boolean => spec.fixed.find(({ name }) => name === effect)?.term.op === 'number';
    return effectsOf(spec, group).find(isIntercept) ?? null;
}

/** The effects whose mean the variance of the group shifts. With the identity link there are none. */
function varyingBetween(spec: ModelSpec, group: string): readonly string[] {
    return isLinear(spec.family) ? [] : effectsOf(spec, group);
}

/**
 * Withholds what stays open; the others stand as if it were known. The exact information shows by itself what units of one observation leave open, but it is
 * that of many units, so it does not show how few there are.
 */
export function withoutUnidentified(
    joint: JointCovariance | Reason,
    accuracy: Accuracy,
    unidentified: ReadonlyMap<number, NotIdentified>
): JointCovariance | Reason {
    if (isReason(joint) || unidentified.size === 0) {
        return joint;
    }
    const open = new Map(
        [...unidentified].filter(([, { shared }]) => accuracy !== 'exact' || shared === 'effects' || shared === 'observations')
    );
    if (open.size === 0) {
        return joint;
    }
    return { ...selected(joint, member => !open.has(member)), withheld: new Map([...(joint.withheld ?? []), ...open]) };
}

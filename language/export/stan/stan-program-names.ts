/** The names in a Stan program beside those of the columns. */
import { correlatedSets } from '../../presentation/notation/random-effect.js';
import type { Study, StudyEffect, StudyGroup } from '../study.js';

/** Correlated random effects of a group, and their names. */
export interface EffectSet {
    group: StudyGroup;
    effects: StudyEffect[];
    /** Positions in the group's matrix. */
    positions: number[];
    sd: string;
    factor: string;
    standard: string;
    drawn: string;
    covariance: string;
}

export interface StanNames {
    n: string;
    row: string;
    eta: string;
    phi: string;
    coefficients: Map<string, string>;
    sets: EffectSet[];
    /** By group the column of its units' effects in the drawn data. */
    truth: Map<string, string>;
}

/** Takes names from the study's identifiers. Call it only once. */
export function stanNames({ identifiers, effects, varying }: Study): StanNames {
    const take = (wish: string) => identifiers.take(wish);
    return {
        n: take('N'),
        row: take('at'),
        eta: take('eta'),
        phi: take('phi'),
        coefficients: new Map(effects.map(({ effect }) => [effect.name, identifiers.named(effect.name, 'coefficient')])),
        sets: varying.flatMap(({ group, effects: own }) =>
            correlatedSets(group.block).map((positions, at, all): EffectSet => {
                const suffix = `${group.column}${all.length > 1 ? `_${at + 1}` : ''}`;
                return {
                    group,
                    effects: positions.flatMap(position => own[position] ?? []),
                    positions,
                    sd: take(`sd_${suffix}`),
                    factor: take(`L_${suffix}`),
                    standard: take(`z_${suffix}`),
                    drawn: take(`u_${suffix}`),
                    covariance: take(`Sigma_${suffix}`)
                };
            })
        ),
        truth: new Map(varying.map(({ group }) => [group.name, take(`true_u_${group.column}`)]))
    };
}

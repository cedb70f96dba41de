import type { Law } from '../spec/model-spec.js';

/** The law with this name, or the laws with these. */
export type LawOf<Name extends Law['law']> = Extract<Law, { law: Name }>;

/** A mixture all of whose components are laws of one number whose arguments are known. */
export interface ScalarMixture {
    law: 'mixture';
    components: { probability: number; law: ScalarLaw }[];
}

/** A law of one number with known arguments: all but `mvNormal`, `empirical`, and mixtures of them. A categorical law is that of the level's index 0, 1, …. */
export type ScalarLaw = Exclude<Law, LawOf<'mvNormal'> | LawOf<'empirical'> | LawOf<'mixture'>> | ScalarMixture;

/** Whether a law is of one number and has known arguments. */
export function isScalarLaw(law: Law): law is ScalarLaw {
    if (law.law === 'mixture') {
        return law.components.every(component => isScalarLaw(component.law));
    }
    return law.law !== 'mvNormal' && law.law !== 'empirical';
}

/** Marks results that go beyond the published theorem. */
import { families as engineFamilies } from '../../../src-engine/family/families.js';
import type { FixedEffectSpec, ModelSpec, PredictorSpec, Term } from '../../../src-engine/spec/model-spec.js';
import { families, familyLink } from '../../knowledge/families.js';
import { predictorsOf } from '../notation/term-text.js';

/** Why the variance of an effect extends the theorem of Jiang, Wand & Bhaskaran (2022); null where the theorem covers it. Plain text. */
export function extensionNote(spec: ModelSpec, effect: FixedEffectSpec): string | null {
    const { name, link } = spec.family;
    // The classical theory of generalized linear models covers every link.
    if (spec.random.every(block => block.effects.length === 0)) {
        return null;
    }
    const beyond: string[] = [];
    if (engineFamilies[name].canonicalLink === null) {
        beyond.push(`a ${families[name].title} response`);
    } else if (engineFamilies[name].canonicalLink !== link && effect.block === 'B') {
        const weight = familyLink(name, link)?.weight ?? 'w';
        beyond.push(`a link that is not canonical (the Fisher weight (dμ/dη)²/V(μ) = ${weight} replaces b″)`);
    }
    if (dependsOnGroupPredictor(spec, effect)) {
        beyond.push('predictors that are constant in a group');
    }
    return beyond.length === 0 ? null : `This extends the published theorem to ${beyond.join(', and to ')}.`;
}

/** In block A the effect's own term counts; in block B all terms do, because Ω is conditional on all such predictors. */
function dependsOnGroupPredictor(spec: ModelSpec, effect: FixedEffectSpec): boolean {
    const terms = effect.block === 'A' ? [effect.term] : spec.fixed.map(({ term }) => term);
    return terms.some(term => namesGroupPredictor(spec, term, new Set()));
}

function namesGroupPredictor(spec: ModelSpec, term: Term, seen: Set<string>): boolean {
    return predictorsOf(term).some(name => {
        const predictor = spec.predictors.find(candidate => namesOf(candidate).includes(name));
        if (!predictor || seen.has(name)) {
            return false;
        }
        seen.add(name);
        return predictor.kind === 'derived' ? namesGroupPredictor(spec, predictor.term, seen) : predictor.per !== null;
    });
}

function namesOf(predictor: PredictorSpec): string[] {
    return predictor.kind === 'random' ? predictor.names : [predictor.name];
}

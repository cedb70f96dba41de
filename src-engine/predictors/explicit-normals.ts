import type { ModelSpec } from '../spec/model-spec.js';
import type { TermAnalysis } from '../spec/term-analysis.js';
import type { Summand } from './linear-predictor-summands.js';
import { isNormal } from './normal-block.js';

/** The normal predictors that need a separate dimension: those in the variance of η, and those in which its mean is not linear. */
export function explicitNormals(
    { spec, analysis }: { spec: ModelSpec; analysis: TermAnalysis },
    names: ReadonlySet<string>,
    means: readonly Summand[],
    variances: readonly Summand[]
): Set<string> {
    const candidates = new Set(spec.predictors.flatMap(p => (isNormal(p) ? p.names : [])).filter(name => names.has(name)));
    const explicit = new Set<string>();
    const move = (name: string): void => {
        candidates.delete(name);
        explicit.add(name);
    };
    for (const name of variances.flatMap(summand => [...summand.names])) {
        if (candidates.has(name)) {
            move(name);
        }
    }
    for (;;) {
        const bent = means.filter(({ factors: [term] }) => analysis.degree(term, candidates) > 1);
        const name = bent.flatMap(summand => [...summand.names]).find(one => candidates.has(one));
        if (name === undefined) {
            return explicit;
        }
        move(name);
    }
}

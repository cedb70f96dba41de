/** What stands in brackets behind assumed values: the numbers as their author wrote them, and what effects of levels compare. */
import { expect } from 'vitest';
import type { AuthorScales } from '../../../language/presentation/notation/author-scale.js';
import { residualVariance } from '../../../src-engine/family/families.js';
import { sigmaOf } from '../../../src-engine/structure/covariance/structures.js';
import type { ModelSpec } from '../../../src-engine/spec/model-spec.js';
import { expectPrinted } from '../study.js';
import { expectComparison } from './comparison.js';
import { number } from './claim.js';
import { means } from './means.js';

const ratios =
    'odds ratio|rate ratio|risk ratio|hazard ratio|ratio of means|ratio of (?:odds ratios|rate ratios|risk ratios|hazard ratios|ratios of means)';
const onScale = new RegExp(
    `^(?:(?<ratio>${ratios}) (?<times>${number})|change (?<change>${number}) %|(?:probability|mean response) (?<mean>${number}) where (?:the offset and )?all other terms are 0)(?:, (?=.))?`
);

/** `beta0 = −0.85 (probability 0.3 where all other terms are 0), e[low] = 0.41 (odds ratio 1.5, low compared with control); clinic with variance 0.25 (beta0: standard deviation 0.5)`. */
export function expectWrittenNumbers(text: string, spec: ModelSpec, scales: AuthorScales): void {
    for (const { name, value } of spec.fixed) {
        const [, told = ''] = text.split(`${name} = `);
        const note = /^[^ ]+ \(([^()]+)\)/.exec(told)?.[1] ?? '';
        const written = onScale.exec(note);
        if (written) {
            const { ratio, times, change, mean } = written.groups!;
            const scale = scales[`effect ${name}`];
            expect(scale, `${name} in ${text}`).toBeDefined();
            const [shown, transform] = ratio
                ? [times, Math.exp]
                : change
                  ? [change, (eta: number) => 100 * Math.expm1(eta)]
                  : [mean, means[spec.family.link]!];
            // A number may contain commas, but the one behind it belongs to the sentence.
            expectPrinted(shown!.replace(/,$/, ''), transform(value!));
        }
        const compared = note.slice(written?.[0].length ?? 0).replace(/^,? /, '');
        if (compared !== '') {
            expectComparison(compared, name, spec);
        }
    }
    for (const block of spec.random) {
        block.effects.forEach((effect, i) => {
            const variance = sigmaOf(block)[i]![i]!;
            const own = text.split(`${block.group} `).slice(1).join(`${block.group} `);
            const told = new RegExp(`\\(${effect}: (?<what>standard deviation|intraclass correlation) (?<shown>${number})\\)`).exec(
                own
            )?.groups;
            if (told) {
                const residual = residualVariance(spec.family)!;
                expect(scales[`variance ${effect} ${block.group}`]).toBe(told.what === 'standard deviation' ? 'sd' : 'icc');
                expectPrinted(told.shown!, told.what === 'standard deviation' ? Math.sqrt(variance) : variance / (variance + residual));
            }
        });
    }
}

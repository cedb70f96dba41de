/** The numbers of a model that is exported: computed once, and only if the text needs them. */
import { analyze } from '../../src-engine/analysis/analyze.js';
import { answer } from '../../src-engine/design/answer.js';
import { VarianceStore } from '../../src-engine/design/variance-store.js';
import { KeptInformation } from '../../src-engine/exact/kept-information.js';
import type { Analysis } from '../../src-engine/result/analysis.js';
import type { DesignAnswers } from '../../src-engine/result/design-answers.js';
import type { ModelSpec } from '../../src-engine/spec/model-spec.js';

export class ModelNumbers {
    private readonly keptInformation = new KeptInformation();
    private readonly analyses = new Map<ModelSpec, Analysis>();
    private found: DesignAnswers | undefined;

    /** @param asked the model as the author wrote it */
    constructor(private readonly asked: ModelSpec) {}

    answers(): DesignAnswers {
        const { asked, keptInformation } = this;
        const variances = new VarianceStore({ shouldStop: () => false, exact: 'quick', seed: 1, keptInformation });
        return (this.found ??= answer(asked, { variances, allocation: false, around: false }));
    }

    /** @param spec the model as asked, or with every number known */
    analysis(spec: ModelSpec): Analysis {
        const known = this.analyses.get(spec) ?? analyze(spec, { exact: 'quick' }, this.keptInformation);
        this.analyses.set(spec, known);
        return known;
    }
}

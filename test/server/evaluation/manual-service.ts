/** An evaluation service whose engine the test ends by hand, and the refreshes of lenses that it causes. */
import type { SweptModel } from '../../../language/index.js';
import { EvaluationService } from '../../../server/evaluation/evaluation-service.js';
import { NumbersRefresh } from '../../../server/features/numbers-refresh.js';
import type { Analysis } from '../../../src-engine/result/analysis.js';
import type { ModelSpec } from '../../../src-engine/spec/model-spec.js';
import { ManualEngine } from '../manual-engine.js';

export const uri = 'file:///study.glmm';

export function setUp(simulatesExact = () => true, swept: SweptModel[] | null = null) {
    const engine = new ManualEngine();
    const service = new EvaluationService(engine, { simulatesExact, sweptModels: () => swept });
    let refreshes = 0;
    const refresh = new NumbersRefresh(
        service,
        () => true,
        () => refreshes++
    );
    const states = (of = uri) => service.models(of).map(({ state, numbers }) => [state, numbers?.hash ?? null]);
    return { engine, service, refresh, states, refreshes: () => refreshes };
}

/** An analysis whose only parameter's exact variance takes a simulation. */
export const withoutExact = { parameters: [{ exact: { asyVar: null, reason: { code: 'not-computed' } } }] } as unknown as Analysis;

/** Something that takes answers. */
export const asking: Partial<ModelSpec> = { cost: { prices: [], budget: null } };

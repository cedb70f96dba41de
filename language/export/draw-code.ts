/** The code that draws from a law. */
import type { Law } from '../../src-engine/spec/model-spec.js';
import { lawKnowledge } from '../knowledge/laws.js';
import type { DrawCode } from '../knowledge/laws/law-knowledge.js';
import { ExportProblem } from './export-problem.js';

/** @throws ExportProblem if the law is not one of a single number or level */
export function drawCodeOf({ law }: Law): DrawCode<Law> {
    const { draw } = lawKnowledge[law];
    if (draw === null) {
        throw new ExportProblem('A predictor has a law that is not of one number.');
    }
    return draw;
}

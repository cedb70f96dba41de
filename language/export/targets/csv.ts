import { reasonOf } from '../../../src-engine/result/not-available.js';
import { simulateData, type SimulatedData } from '../../../src-engine/simulation/simulated-data.js';
import type { ModelSpec } from '../../../src-engine/spec/model-spec.js';
import { reasonText } from '../../presentation/prose/reason-text.js';
import { csvLines } from '../csv.js';
import { ExportProblem } from '../export-problem.js';
import type { TargetRecord } from '../export-target.js';
import { reservedInR } from '../r/r-text.js';
import { studyOf } from '../study.js';

export const csv: TargetRecord<'csv'> = {
    name: 'csv',
    title: 'CSV',
    what: 'CSV: one simulated data set',
    language: 'csv',
    fits: false,
    needs: () => null,
    lack: () => null,
    lines: ({ spec, title, seed }) => {
        const study = studyOf(spec, { title, reserved: reservedInR, spelling: name => name.normalize('NFC') });
        return csvLines(study, simulated(spec, seed));
    }
};

function simulated(spec: ModelSpec, seed: number): SimulatedData {
    try {
        return simulateData(spec, seed);
    } catch (error) {
        throw new ExportProblem(`Data of the model ${spec.name} can't be simulated. ${reasonText(reasonOf(error)).long}`);
    }
}

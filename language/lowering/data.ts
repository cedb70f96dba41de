import type { DataSpec, SimulationSpec } from '../../src-engine/spec/model-spec.js';
import { isRandomEffects, isSimulation, isSimulationMethod, isSimulationNumber, type Data } from '../generated/ast.js';
import { columnMeaning } from './keyword-or-name.js';
import type { ModelContext } from './context.js';

/** Lowers a data set's columns; undefined where they have no meaning. */
export function lowerData(data: Data): DataSpec | undefined {
    if (!data.name || data.file === undefined) {
        return undefined;
    }
    const columns: DataSpec['columns'] = [];
    let response: string | null = null;
    for (const column of data.columns) {
        const target = columnMeaning(column);
        if (target === 'response') {
            response = column.column;
            continue;
        }
        if (!target?.name || column.column === undefined) {
            return undefined;
        }
        columns.push({ name: target.name, column: column.column, role: isRandomEffects(target) ? 'group' : 'predictor' });
    }
    return { name: data.name, file: data.file, response, columns };
}

/** What *Simulate* runs by default. */
const standardSimulation: SimulationSpec = { replicates: 1000, seed: 1, method: 'laplace' };

export function lowerSimulation(context: ModelContext): SimulationSpec | null {
    const [simulation] = context.elements(isSimulation);
    if (!simulation) {
        return null;
    }
    const spec = { ...standardSimulation };
    for (const entry of simulation.entries) {
        if (isSimulationMethod(entry)) {
            spec.method = entry.method ?? spec.method;
        } else if (isSimulationNumber(entry)) {
            const value = context.number(entry.value);
            if (value === undefined || !Number.isSafeInteger(value) || value < 0) {
                return null;
            }
            spec[entry.name] = value;
        }
    }
    return spec;
}

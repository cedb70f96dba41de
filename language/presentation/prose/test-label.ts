import type { ModelSpec } from '../../../src-engine/spec/model-spec.js';

/** A test's name, or its hypothesis where it has none; where several have the same, with their number: `d = 0 (2)`. */
export function testLabel({ tests }: Pick<ModelSpec, 'tests'>, index: number): string {
    const labels = tests.map(({ name, hypothesis }) => name ?? hypothesis);
    const label = labels[index] ?? '';
    const alike = labels.flatMap((other, position) => (other === label ? [position] : []));
    return alike.length > 1 ? `${label} (${alike.indexOf(index) + 1})` : label;
}

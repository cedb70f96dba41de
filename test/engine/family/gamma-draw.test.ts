import { expect, test } from 'vitest';
import { families } from '../../../src-engine/family/families.js';
import { SeededGenerator } from '../../../src-engine/laws/seeded-generator.js';

test('a gamma response whose shape 1/φ is above the largest double is its mean', () => {
    expect(families.gamma.draw({ name: 'gamma', link: 'log', phi: 1e-320, trials: null, size: null }, 2, 1, new SeededGenerator(1))).toBe(
        2
    );
});

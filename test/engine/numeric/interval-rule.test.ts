import { describe, expect, it } from 'vitest';
import { gaussLegendre, tanhSinh } from '../../../src-engine/numeric/quadrature/interval-rule.js';

describe('rules of an interval', () => {
    it('Gauss–Legendre is exact for polynomials of degree 2·order − 1', () => {
        for (const order of [1, 2, 3, 10, 23, 60, 114, 200]) {
            const { fromStart, fromEnd, weights } = gaussLegendre(order);
            for (const degree of [0, 1, 2 * order - 1]) {
                const sum = weights.reduce((total, weight, k) => total + weight * fromStart[k] ** degree, 0);
                expect(Math.abs(sum * (degree + 1) - 1)).toBeLessThan(3e-14);
            }
            for (const [k, u] of fromStart.entries()) {
                expect(u + fromEnd[k]).toBeCloseTo(1, 15);
            }
        }
    });

    it('tanh-sinh sums to 1 and keeps the digits of nodes beside the ends', () => {
        for (const step of [0.15, 0.1, 0.05]) {
            const { fromStart, fromEnd, weights } = tanhSinh(step);
            expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 14);
            expect(fromStart[0]).toBeLessThan(1e-18);
            expect(fromStart[0]).toBeGreaterThan(0);
            expect(fromEnd[fromEnd.length - 1]).toBe(fromStart[0]);
        }
    });
});

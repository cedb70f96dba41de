/** The intraclass correlation of yes/no responses, against sums over a fine grid and a law of two normal variables. */
import { describe, expect, it } from 'vitest';
import { correlationOfResponses, type BoundedLink } from '../../../src-engine/family/mean-response.js';
import { links } from '../../../src-engine/family/links.js';

function bySum(link: BoundedLink, a: number, s: number): number {
    const points = Array.from({ length: 8001 }, (_, i) => (i - 4000) / 320);
    const weights = points.map(z => Math.exp(-0.5 * z * z));
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const at = points.map(z => links[link].mean(a + s * z));
    const mean = at.reduce((sum, p, i) => sum + weights[i]! * p, 0) / total;
    return at.reduce((sum, p, i) => sum + weights[i]! * (p - mean) ** 2, 0) / total / (mean * (1 - mean));
}

describe.each(['logit', 'probit', 'cloglog'] as const)('%s', link => {
    it.each([0.01, 0.4, 1, 3, 10])('sd %s', s => {
        for (const a of [-6, -2, -0.2, 0, 0.8, 1.5]) {
            const exact = bySum(link, a, s);
            expect(Math.abs(correlationOfResponses(link, a, s) / exact - 1), `intercept ${a}`).toBeLessThan(1e-10);
        }
    });
});

it('is 2/π·asin ρ at a probability of one half under a probit link, ρ the latent correlation', () => {
    for (const s of [0.1, 0.5, 2]) {
        const latent = (s * s) / (1 + s * s);
        expect(correlationOfResponses('probit', 0, s)).toBeCloseTo((2 / Math.PI) * Math.asin(latent), 12);
    }
});

it.each(['logit', 'probit', 'cloglog'] as const)('%s: the link is the inverse of the mean', link => {
    for (const p of [1e-6, 0.1, 0.5, 0.9, 1 - 1e-6]) {
        expect(links[link].mean(links[link].eta(p))).toBeCloseTo(p, 12);
    }
});

import { describe, expect, it } from 'vitest';
import {
    certifiedDigits,
    formatCertified,
    formatCount,
    formatInterval,
    formatPercent,
    formatPositiveInterval,
    formatValue,
    mostDigits
} from '../../language/presentation/notation/numbers.js';
import { parameterRows } from '../../language/presentation/tables/parameter-table.js';
import { analyze } from '../../src-engine/index.js';
import { firstModel } from './rendered-model.js';

describe('digits', () => {
    it.each([
        // The last digit may be off by half of its unit.
        [1.23456, 0.005, 3],
        [1.23456, 0.0051, 2],
        [0.00123456, 5e-6, 3],
        [987.6, 0.5, 3],
        [987.6, 400, 0],
        [1.5, 0, mostDigits],
        [1.5, 1e-300, mostDigits]
    ])('%f ± %f certifies %i', (value, error, digits) => expect(certifiedDigits(value, error)).toBe(digits));

    it('never more than asked for, never more than certified', () => {
        expect(formatCertified(0.487833670869, 1e-16, 12)).toBe('0.487833670869');
        expect(formatCertified(0.487833670869, 1e-16)).toBe('0.4878');
        expect(formatCertified(0.487833670869, 4e-8, 12)).toBe('0.4878337');
        expect(formatCertified(0.487833670869, 0.04, 12)).toBe('0.5');
    });

    it('an error as large as the number leaves none', () => {
        expect(formatCertified(0.0824, 0.0051)).toBe('≈ 0.08');
        expect(formatCertified(1e-9, 1e-9)).toBe('0 ± 2 × 10⁻⁹');
        expect(formatCertified(0, 1e-12)).toBe('0 ± 1 × 10⁻¹²');
    });

    it('zeros at the end stay where they are digits, and go where the number is exact', () => {
        expect(formatCertified(0.20000001, 1e-9)).toBe('0.2000');
        expect(formatCertified(6.66, 0, 12)).toBe('6.66');
        expect(formatCertified(0.8 * 0.8, 1e-15, 12)).toBe('0.64');
        expect(formatCertified(0.2, 1e-6, 4)).toBe('0.2000');
    });

    it('the whole part is not cut below a million', () => {
        expect(formatCertified(123456.7, 0, 3)).toBe('123457');
        // But digits that are open are not made up.
        expect(formatCertified(123456.7, 60, 3)).toBe('1.23 × 10⁵');
        expect(formatCertified(123456.7, 4, 6)).toBe('1.2346 × 10⁵');
    });
});

describe('notation', () => {
    it.each([
        [0.0001234, '0.0001234'],
        [0.00001234, '1.234 × 10⁻⁵'],
        [999999, '999999'],
        [1000000, '1 × 10⁶'],
        [1234567, '1.23457 × 10⁶'],
        [-0.5, '−0.5'],
        [-1.5e-7, '−1.5 × 10⁻⁷'],
        [0, '0'],
        [-0, '0'],
        [5e-324, '4.94066 × 10⁻³²⁴'],
        [1.7976931348623157e308, '1.79769 × 10³⁰⁸'],
        [1 / 3, '0.333333']
    ])('%d is %s', (value, text) => expect(formatValue(value)).toBe(text));

    it('rounding up to the next power of ten', () => {
        expect(formatValue(999999.7)).toBe('1.00000 × 10⁶');
        expect(formatValue(0.99999999, 4)).toBe('1.000');
        expect(formatValue(9.9999e-5, 2)).toBe('0.00010');
    });

    it('what is no number is a dash', () => {
        for (const value of [null, NaN, Infinity, -Infinity]) {
            expect(formatValue(value)).toBe('—');
        }
        expect(formatCertified(1, null)).toBe('—');
        expect(formatCertified(1, NaN)).toBe('—');
        expect(formatInterval(-Infinity, 1, 0)).toBe('—');
        expect(formatInterval(0, 1, NaN)).toBe('—');
    });

    it('counts and shares', () => {
        expect(formatCount(14400)).toBe('14400');
        expect(formatCount(123456789)).toBe('123456789');
        expect(formatCount(1e18)).toBe('1 × 10¹⁸');
        expect(formatPercent(0.95)).toBe('95 %');
        expect(formatPercent(0.07)).toBe('7 %');
        expect(formatPercent(0.999)).toBe('99.9 %');
        expect(formatPercent(0.99999)).toBe('99.999 %');
        expect(formatPercent(0.999999999999)).toBe('99.9999999999 %');
        expect(formatPercent(1)).toBe('100 %');
    });
});

describe('intervals', () => {
    it.each([
        [2.0667, 2.1533, '2.067 … 2.153'],
        [-2.1753, -0.7447, '−2.18 … −0.74'],
        [-0.0004, 0.2, '0.000 … 0.200'],
        [139.1, 140.9, '139.10 … 140.90'],
        [100, 3000, '100 … 3000'],
        [-5e-7, 5e-7, '−5.0 × 10⁻⁷ … 5.0 × 10⁻⁷'],
        [1e7, 3e7, '1.00 × 10⁷ … 3.00 × 10⁷']
    ])('from %d to %d: %s', (lower, upper, text) => expect(formatInterval(lower, upper, 0)).toBe(text));

    it('no digit that the error leaves open', () => expect(formatInterval(2.0667, 2.1533, 0.004)).toBe('2.07 … 2.15'));

    it('a point', () => expect(formatInterval(1, 1, 0)).toBe('1.000000000000 … 1.000000000000'));

    it('ends whose ratio matters have digits of their own', () =>
        expect(formatPositiveInterval(0.002347, 53.21, 0)).toBe('0.00235 … 53.2'));
});

describe('a derived quantity', () => {
    const rowsOf = async (formula: string) => {
        const { spec } = await firstModel(`model m {
            family poisson
            predictor x ~ Normal(0, 1)
            fixed A { b0: 1 = 0.2 }
            fixed B { b1: x = 0.3; b2: x^2 = 0 }
            random g { b0 sd 0.5 }
            design { g = 50, n = 20 }
            derive q = ${formula}
        }`);
        return parameterRows(analyze(spec!)).at(-1)!;
    };

    it('without a value has a dash, not the sign of an unknown number', async () => {
        for (const formula of ['b1 / b2', 'log(b2)', 'sqrt(-b1)', '(b1 - b0 - 0.2)^0.5']) {
            expect(await rowsOf(formula)).toMatchObject({ name: 'q', value: '—', standardError: '—' });
        }
    });

    it('without a derivative has its value, and no standard error', async () => {
        expect(await rowsOf('2 + sqrt(b2)')).toMatchObject({ value: '2', standardError: '—' });
    });

    it('with the power 0 of an effect that is 0 has a derivative', async () => {
        const [plain, power] = [await rowsOf('b1'), await rowsOf('b1 * b2^0')];
        expect(power).toEqual(plain);
        expect(plain.standardError).not.toBe('—');
    });
});

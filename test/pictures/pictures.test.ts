import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import { covariancePicture, curvePicture, equalPowerPicture, groupLinesPicture, pictureStyle } from '../../pictures/index.js';
import { answeredSpec } from '../../language/presentation/index.js';
import { adjusted, answer, responseCovariance, curve, curves, equalPower, groupLines } from '../../src-engine/index.js';
import type { ModelSpec } from '../../src-engine/spec/model-spec.js';
import { example, exploredModels } from '../explorer/explored-models.js';

const { document } = parseHTML('<!DOCTYPE html><html><body></body></html>');
const size = { document, width: 480, height: 280 };
const test = { kind: 'test', index: 0 } as const;

async function designOf(name: string): Promise<ModelSpec> {
    const [{ spec }] = await exploredModels(example(name));
    return answeredSpec(spec, answer(spec, { around: false }))!.spec;
}

const slopes = await designOf('slopes');
const prices = await designOf('optimal-sizes');
const gaussian = await designOf('blood-pressure');
const structure = responseCovariance(gaussian, {});
const lines = groupLines(slopes, 1);

/** All kinds of pictures. */
const pictures: [string, () => SVGSVGElement | null][] = [
    ['a curve along a count', () => curvePicture(curve(slopes, test, 'clinic')!, slopes, size)],
    ['a curve along n', () => curvePicture(curve(slopes, test, 'n')!, slopes, size)],
    ['a curve that a pointer reads', () => curvePicture(curve(slopes, test, 'n')!, slopes, { ...size, reads: true })],
    ['lines of equal power', () => equalPowerPicture(equalPower(prices, 0)!, prices, size)],
    ['a covariance matrix', () => (structure && 'matrix' in structure ? covariancePicture(structure, size) : null)],
    ['groups with their lines', () => (lines && 'lines' in lines ? groupLinesPicture(lines, slopes, size) : null)]
];

describe.each(pictures)('%s', (_, draw) => {
    it('says in a sentence what it shows', () => {
        const svg = draw()!;
        expect(svg.getAttribute('role')).toBe('img');
        expect(svg.getAttribute('aria-label')).toMatch(/^[A-Z].{30,}\.$/);
        // Parts that are named beside the whole would be read as pictures of their own.
        expect(svg.querySelectorAll('[aria-label]').length).toBe(0);
    });

    it('shares no name with another of the same page', () => {
        const [one, two] = [draw()!, draw()!];
        const namesIn = (svg: SVGSVGElement) => [...svg.querySelectorAll('[id]')].map(({ id }) => id);
        expect(namesIn(one).filter(id => namesIn(two).includes(id))).toEqual([]);
        const classes = (svg: SVGSVGElement) => [...svg.classList].filter(name => name !== 'picture');
        expect(classes(one).filter(name => classes(two).includes(name))).toEqual([]);
    });

    it('leaves all colours to the page', () => {
        const html = draw()!.outerHTML.replace(/<style>.*?<\/style>/gs, '');
        expect(html).not.toMatch(/(fill|stroke)="(#|rgb\(\d|black|white|steelblue)/);
        const variables = new Set([...html.matchAll(/var\((--picture-[\w-]+)\)/g)].map(([, name]) => name));
        expect(variables.size).toBeGreaterThan(0);
        for (const name of variables) {
            // Light, dark by preference, dark by the editor's theme, print.
            expect(pictureStyle.split(`${name}:`).length - 1).toBe(4);
        }
    });

    it('holds nothing that is no number', () => {
        expect(draw()!.outerHTML).not.toMatch(/NaN|undefined|Infinity/);
    });
});

describe('a curve', () => {
    it('is there for every goal and number of the examples', async () => {
        for (const name of ['slopes', 'optimal-sizes', 'cluster-trial']) {
            const spec = await designOf(name);
            const all = curves(spec, { points: 8 });
            expect(all.length).toBeGreaterThan(1);
            for (const one of all) {
                expect(curvePicture(one, spec, size)).not.toBeNull();
            }
        }
    });

    it('tells accuracies apart without colour', () => {
        const svg = curvePicture(curve(slopes, test, 'clinic')!, slopes, size)!;
        const dashes = [...svg.querySelectorAll('g[fill="none"][stroke^="var(--picture-"]')].map(line =>
            line.getAttribute('stroke-dasharray')
        );
        expect(dashes.length).toBeGreaterThan(1);
        expect(new Set(dashes).size).toBe(dashes.length);
    });

    it('names units, the design and the goal', () => {
        const text = curvePicture(curve(slopes, test, 'n')!, slopes, size)!.textContent;
        expect(text).toContain('n, observations per clinic');
        expect(text).toContain('the design');
        expect(text).toContain('goal 90 %');
    });

    it('says where the design stands', () => {
        const label = curvePicture(curve(slopes, test, 'clinic')!, slopes, size)!.getAttribute('aria-label');
        expect(label).toMatch(/the design has 0\.9\d\d at 40/);
    });

    it('has another model beside it, under its name as text', () => {
        const other = adjusted(slopes, [{ of: { kind: 'n' }, value: 60 }]);
        const beside = { curve: curve(other, test, 'clinic')!, label: '<img src=x onerror=alert(1)>' };
        const svg = curvePicture(curve(slopes, test, 'clinic')!, slopes, size, beside)!;
        expect(svg.querySelectorAll('img').length).toBe(0);
        expect(svg.textContent).toContain('<img src=x onerror=alert(1)>');
    });

    it('is none where an accuracy in use has less than two points', () => {
        const along = curve(slopes, test, 'clinic')!;
        const nothing = { ...along, at: [40], values: { leading: [null], twoTerm: [null], refined: [0.9], exact: [null] } };
        expect(curvePicture(nothing, slopes, size)).toBeNull();
    });
});

describe('lines of equal power', () => {
    it('have the design, the best one and the budget', () => {
        const svg = equalPowerPicture(equalPower(prices, 0, { optimal: answer(prices).optimal })!, prices, size)!;
        expect(svg.textContent).toContain('the best design');
        expect(svg.textContent).toContain('the budget');
        expect(svg.getAttribute('aria-label')).toContain('The design has 40 schools and n = 40.');
    });

    it('are drawn with equal distances for equal ratios, of n and of counts', () => {
        const data = equalPower(prices, 0)!;
        const { counts } = data.lines.find(({ isTarget }) => isTarget)!;
        const points = data.n.map((n, i) => [n, counts[i]!] as const);
        // A command of a path, a line or a curve, ends at its last two numbers.
        const drawn = [...equalPowerPicture(data, prices, size)!.querySelectorAll('path')].map(element =>
            element
                .getAttribute('d')!
                .split(/(?=[MLC])/)
                .map(command => command.slice(1).split(',').slice(-2).map(Number))
        );
        const path = drawn
            .filter(({ length }) => length === points.length)
            .at(-data.lines.length + data.lines.findIndex(({ isTarget }) => isTarget))!;
        for (const axis of [0, 1] as const) {
            const place = (i: number) => path.at(i)![axis]!;
            const log = (i: number) => Math.log(points.at(i)![axis]);
            const scale = (place(-1) - place(0)) / (log(-1) - log(0));
            points.forEach((_, i) => expect(Math.abs(place(i) - place(0) - scale * (log(i) - log(0)))).toBeLessThan(0.01));
        }
    });
});

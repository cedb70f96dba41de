/** The covariance matrix V of a Gaussian model: which observations are correlated, and how much. */
import * as Plot from '@observablehq/plot';
import { formatValue } from '../language/presentation/notation/numbers.js';
import { unitsOf } from '../language/presentation/prose/plural.js';
import type { ResponseCovariance } from '../src-engine/index.js';
import { legend, legendHeight, picture, quiet, type LegendEntry, type PictureOptions } from './picture.js';

interface Cell {
    row: number;
    column: number;
    value: number;
}

const mostEntries = 5;
const faintest = 0.12;

/** Cells coloured by size, with a frame around the rows of each outermost unit. Uncorrelated cells are empty. */
export function covariancePicture(structure: ResponseCovariance, options: PictureOptions): SVGSVGElement {
    const { matrix, blocks, entries } = structure;
    const largest = Math.max(...matrix.flat().map(Math.abs));
    const opacity = (value: number): number => faintest + (1 - faintest) * Math.sqrt(Math.abs(value) / largest);
    const colour = (value: number): string => (value < 0 ? 'var(--picture-accent)' : 'rgb(var(--picture-cell))');
    const cells = matrix.flatMap((line, row) => line.flatMap((value, column): Cell[] => (value === 0 ? [] : [{ row, column, value }])));
    const shades = [...new Set(entries.map(({ value }) => value))].filter(value => value !== 0).sort((a, b) => b - a);
    const legendEntries = shades.slice(0, mostEntries).map((value): LegendEntry => ({
        label: formatValue(value, 3),
        colour: value < 0 ? 'var(--picture-accent)' : `rgba(var(--picture-cell), ${opacity(value).toFixed(3)})`,
        dash: 'none',
        isDot: true
    }));
    const size = matrix.length;
    const frames = blocks
        .filter(({ rows }) => rows.length > 1 && rows.at(-1)! - rows[0]! === rows.length - 1)
        .map(({ rows }) => ({ from: rows[0]! - 0.5, to: rows.at(-1)! + 0.5 }));
    const top = legendHeight(legendEntries, options.width) + 6;
    return picture({ ...options, height: options.width + top }, describe(structure), {
        marginTop: top,
        marginBottom: 4,
        marginLeft: 4,
        marginRight: 4,
        x: { domain: [-0.5, size - 0.5], axis: null },
        y: { domain: [size - 0.5, -0.5], axis: null },
        marks: [
            legend(options.document, legendEntries, options.width),
            Plot.rect(cells, {
                x1: ({ column }: Cell) => column - 0.5,
                x2: ({ column }: Cell) => column + 0.5,
                y1: ({ row }: Cell) => row - 0.5,
                y2: ({ row }: Cell) => row + 0.5,
                fill: ({ value }: Cell) => colour(value),
                fillOpacity: ({ value }: Cell) => Number(opacity(value).toFixed(3)),
                inset: 0.25
            }),
            Plot.rect(frames, { x1: 'from', x2: 'to', y1: 'from', y2: 'to', stroke: quiet, fill: 'none' }),
            Plot.frame({ stroke: quiet, strokeOpacity: 0.5 })
        ]
    });
}

function describe({ groups, observations, rows }: ResponseCovariance): string {
    const units = groups.map(({ group, shown }) => `${shown} ${unitsOf(group, shown)}`).join(', ');
    return `Covariance matrix of ${rows.length} responses (${units}, ${observations.shown} in each): the stronger the colour of a cell, the larger the covariance.`;
}

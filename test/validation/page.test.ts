/** `docs/validation.md` has the program's present numbers, and these agree with what other software found in simulated data. */
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { computedModel } from '../../cli/computed-model.js';
import { comparedDesign, isLevelNear, isNear, isPowerNear, type ComparedDesign } from '../../validation/compared-design.js';
import { pageWithTables } from '../../validation/page.js';
import { checkedDesigns } from '../../validation/reliability/checked-design.js';
import { designNames, exactVariancesByDesign, simulatedDesign } from '../../validation/simulated-design.js';
import { openText } from '../open-text.js';

const folder = new URL('../../validation/', import.meta.url);
const randomFile = new URL('results/randomDesigns.json', folder);
const pageFile = new URL('../../docs/validation.md', import.meta.url);

/** The numbers that disagree with the simulation for a reason that the page explains under "Where the numbers differ". */
const explained: readonly string[] = [];

async function compared(name: string): Promise<ComparedDesign> {
    const [model] = (await openText(readFileSync(new URL(`models/${name}.glmm`, folder), 'utf8'))).models;
    // As `glmm analyze` computes it.
    return comparedDesign(
        computedModel(model, [], { exact: 'quick', seed: 1 }),
        simulatedDesign(folder, name),
        exactVariancesByDesign(folder)[name]
    );
}

const designs: ComparedDesign[] = [];

beforeAll(async () => {
    for (const name of designNames) {
        designs.push(await compared(name));
    }
}, 300_000);

describe('the simulated designs', () => {
    it('are the models of the folder: the same values and as many observations', () => {
        for (const {
            simulation,
            computed: { analysis }
        } of designs) {
            for (const [name, { truth }] of Object.entries(simulation.parameters)) {
                const { value } = analysis!.parameters.find(parameter => parameter.name === name)!;
                expect([simulation.design, name, value]).toEqual([simulation.design, name, expect.closeTo(truth, 7)]);
            }
            const sizes = analysis!.groups.map(({ count }) => count!);
            const observations = analysis!.n === null ? null : sizes.reduce((product, size) => product * size, analysis!.n);
            expect([simulation.design, observations]).toEqual([simulation.design, simulation.observations]);
        }
    });

    it('have few failed fits', () => {
        const failing = designs.filter(({ simulation: { atValue, atNull } }) => 0.01 * atValue.fits < atValue.failed + atNull.failed);
        expect(failing.map(({ name }) => name)).toEqual([]);
    });
});

describe('the numbers of the program', () => {
    it('have the exact variances that other code computed', () => {
        const off = designs.flatMap(({ name, variances, computed: { analysis } }) =>
            variances.flatMap(({ name: parameter, exact }) => {
                const { exact: own, refined } = analysis!.parameters.find(one => one.name === parameter)!;
                // Without groups the refined form is the information of the study, and nothing is exact but for many observations.
                const found = own.reason?.code === 'no-formula' ? refined : own;
                // Simulated exact variances are good to 1 %.
                const tolerance = found.simulated ? 0.01 : 1e-6;
                return exact === null || Math.abs(found.asyVar! / exact - 1) < tolerance ? [] : [`${name}: ${parameter}`];
            })
        );
        expect(off).toEqual([]);
    });

    it('are within three Monte-Carlo errors and a tenth of the simulation, unless the program or the page says why not', () => {
        const off = designs.flatMap(design => [
            ...design.variances.flatMap(variance => (isNear(variance) || variance.isDoubted ? [] : [`${design.name}: ${variance.name}`])),
            ...(isPowerNear(design) || saysSmall(design) ? [] : [`${design.name}: power`]),
            ...(isLevelNear(design) || saysSmall(design) ? [] : [`${design.name}: level`])
        ]);
        expect(off).toEqual(explained);
    });
});

/** Whether the program says that a test has few units: by a warning, or by the power with Student's t beside it. */
function saysSmall({ warnings, test }: ComparedDesign): boolean {
    return warnings.includes('few-units') || test.withT !== null;
}

describe('docs/validation.md', () => {
    it('has the tables of these numbers; `npx vitest run test/validation -u` writes them', async () => {
        const page = pageWithTables(readFileSync(pageFile, 'utf8'), designs, checkedDesigns(randomFile));
        await expect(page).toMatchFileSnapshot('../../docs/validation.md');
    });
});

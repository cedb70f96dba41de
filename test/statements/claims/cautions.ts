/** Few events, few draws and uneven groups: what is told of a design, and the cautions behind sizes. */
import { expect } from 'vitest';
import { analyze } from '../../../src-engine/index.js';
import type { FewEvents, Required } from '../../../src-engine/result/design-answers.js';
import type { FewDraws } from '../../../src-engine/result/few-draws.js';
import type { UnevenGroups } from '../../../src-engine/result/uneven-groups.js';
import type { ModelSpec } from '../../../src-engine/spec/model-spec.js';
import { expectPrinted, printedNumber, withSize, type Study } from '../study.js';
import { number } from './claim.js';

/** What is told of a design. */
export type Told = Pick<Study, 'analysis' | 'answers'>;

/** Every cell with few events that the answers tell of. */
export const cellsOf = ({ analysis, answers }: Told): FewEvents[] =>
    [...answers.tests.map(({ fewEvents }) => fewEvents), analysis.fewEvents, answers.fewEvents].filter(found => found !== null);

export const drawsOf = ({ analysis, answers }: Told): readonly FewDraws[] => [...analysis.fewDraws, ...answers.fewDraws];

export const unevenOf = ({ analysis, answers }: Told): UnevenGroups => (analysis.unevenGroups ?? answers.unevenGroups)!;

const ofEvents = new RegExp(
    `^only (?<events>${number}) (?<kind>events?|non-events?) (?:is|are) expected (?:in the whole study|at (?<cell>.+))$`
);
const ofCounted = new RegExp(
    `^(?<effect>\\w+(?:\\[.+?\\])?) rests on only about (?<counted>${number}) of the (?<events>${number}) (?:events|non-events) that are expected at .+$`
);
const ofDraws = new RegExp(`^a study draws only (?<draws>${number}) values of (?<predictor>\\w+)$`);
const ofAbsent = new RegExp(
    `^in (?<share>[\\d.]+) % of studies none of the (?<draws>${number}) drawn values of (?<predictor>\\w+) is \\w+, and then (?<effect>\\w+(?:\\[.+?\\])?) has no estimate$`
);
const ofUnits = new RegExp(
    `^a few of the (?:(?<units>${number}) )?units of .+ hold most of what the study says about (?<effect>\\w+(?:\\[.+?\\])?)$`
);

/** A reason in a paragraph: the number of some goal that warns as well. */
export function expectCaution(reason: string, study: Told): void {
    const [events, counted, draws, absent, units] = [ofEvents, ofCounted, ofDraws, ofAbsent, ofUnits].map(
        pattern => pattern.exec(reason)?.groups
    );
    const near = (text: string | undefined, value: number): boolean => Math.abs(printedNumber(text!).value / value - 1) < 0.05;
    const ofPredictor = (groups: Record<string, string>) => drawsOf(study).find(({ predictor }) => predictor === groups['predictor'])!;
    if (events) {
        expect(
            cellsOf(study).some(found => found.of.startsWith(events['kind']!) && found.events < 5 && near(events['events'], found.events))
        ).toBe(true);
    } else if (counted) {
        expect(
            cellsOf(study).some(
                found => found.counted < 4 && near(counted['counted'], found.counted) && near(counted['events'], found.events)
            )
        ).toBe(true);
    } else if (absent) {
        const found = drawsOf(study).find(({ effect }) => effect === absent['effect'])!;
        expect(near(absent['share'], 100 * found.absent!.probability)).toBe(true);
    } else if (draws) {
        expect(ofPredictor(draws).absent).toBeNull();
        expectPrinted(draws['draws']!, Math.round(ofPredictor(draws).draws));
    } else {
        expect(unevenOf(study).effect).toBe(units!['effect']);
        expect(units!['units'] === undefined ? null : Number(units!['units'])).toBe(
            unevenOf(study).group === null ? null : unevenOf(study).units
        );
    }
}

/** The designs of the sizes that are rough, with what is told of them: computed anew. */
export function cautionedSizes(study: Study): Told[] {
    const goals = [...study.answers.tests, ...study.answers.precisions].flatMap(({ required }) => required ?? []);
    const best = study.answers.optimal.filter(({ cautions }) => cautions !== null);
    return [
        ...goals.filter(({ cautions }) => cautions !== null).map(required => toldOfSize(study, required)),
        ...best.map(({ n, groups }) =>
            toldOf(
                study,
                Object.entries(groups).reduce(
                    (spec, [group, count]) => withSize(spec, group, () => count),
                    n === null ? study.spec : withSize(study.spec, 'n', () => n)
                )
            )
        )
    ];
}

function toldOfSize(study: Study, { quantity, using, value }: Required): Told {
    return toldOf(
        study,
        withSize(study.spec, quantity, () => value[using!]!)
    );
}

function toldOf(study: Study, spec: ModelSpec): Told {
    return { analysis: analyze(spec, { exact: 'none' }), answers: study.answersOf(spec) };
}

/** ` (rough: few events and uneven groups; t: 44)` behind a size. */
export function expectMarks(marks: string, required: Required, withT: { required: number | null } | null, study: Study): void {
    const [, rough = '', t] = /^(?: \((?:rough: ([^;)]+))?(?:; )?(?:t: (.+))?\))?$/.exec(marks)!;
    expect(rough === '').toBe(required.cautions === null);
    if (rough !== '') {
        const told = toldOfSize(study, required);
        const { fewEvents, fewDraws, unevenGroups } = required.cautions!;
        expect(rough.split(/, | and /)).toEqual([
            ...(fewEvents === null ? [] : [`few ${fewEvents.of}`]),
            ...(fewDraws.length === 0 ? [] : ['few draws']),
            ...(unevenGroups === null ? [] : ['uneven groups'])
        ]);
        expect(
            fewEvents === null ||
                cellsOf(told).some(({ of, events }) => of === fewEvents.of && Math.abs(events / fewEvents.events - 1) < 0.05)
        ).toBe(true);
        expect(fewDraws.every(one => drawsOf(told).some(({ predictor }) => predictor === one.predictor))).toBe(true);
        expect(unevenGroups === null || unevenOf(told).units === unevenGroups.units).toBe(true);
    }
    if (t !== undefined) {
        expectPrinted(t, withT!.required);
        expect(withT!.required).not.toBe(required.value[required.using!]);
    }
}

/** Mistakes in what stands around language and engine: editor, explorer, library, command, report. */
import { place } from './place.mjs';

export const programs = [
    place(
        'HTML of anybody’s text',
        'report/html.ts',
        'printable(text).replace(/[&<>"\']/g',
        'printable(text).replace(/[&>]/g',
        'test/report/page.test.ts'
    ),
    place(
        'a stage before its numbers',
        'server/evaluation/evaluation-stages.ts',
        'asksForAnswers(numbers.spec) && numbers.answers === null',
        'numbers.answers === null',
        'test/server/evaluation/answers.test.ts'
    ),
    place(
        'long sweeps in the editor',
        'server/evaluation/evaluation-stages.ts',
        'mostPoints < pointsOf(spec)',
        'mostPoints > pointsOf(spec)',
        'test/server/evaluation/sweeps.test.ts'
    ),
    place(
        'every check refreshes the lenses by itself',
        'server/evaluation/evaluation-stages.ts',
        'const rankOfChecks = 1;',
        'const rankOfChecks = 0;',
        'test/server/evaluation/lens-refresh.test.ts'
    ),
    place(
        'an old model keeps its numbers as new',
        'server/evaluation/evaluation-stages.ts',
        '!failed && lastComputed !== null && lastComputed.hash === lowered.hash ? lastComputed : null',
        '!failed && lastComputed !== null ? lastComputed : null',
        'test/server/evaluation/numbers.test.ts',
        'test/server/numbers-session.test.ts'
    ),
    place(
        'sliders of effects do not reach the other side',
        'explorer/slider-scale.ts',
        '2 * Math.abs(value)',
        'Math.abs(value) / 2',
        'test/explorer/slider-scale.test.ts'
    ),
    place(
        'the explorer drops what is waiting',
        'explorer/newest.ts',
        'this.waiting && !this.isWorthFinishing(work)',
        '!this.isWorthFinishing(work)',
        'test/explorer/newest.test.ts'
    ),
    place(
        'a curve without its own scale',
        'pictures/equal-power-picture.ts',
        "            type: 'log',\n            label: `n, ",
        "            type: 'linear',\n            label: `n, ",
        'test/pictures'
    ),
    place(
        'exit code of a file that can not be written',
        'cli/written-file.ts',
        'return 3;',
        'return 0;',
        'test/cli/files.test.ts',
        'test/cli/report.test.ts',
        'test/export/command.test.ts'
    ),
    place(
        'a moved number outlives an edit of the file',
        'explorer/moved-numbers.ts',
        'own.get(key) === was && value !== was',
        'value !== was',
        'test/explorer/moved-numbers.test.ts'
    ),
    place(
        'standard errors of two models change places',
        'explorer/tables.ts',
        'const [own, other] = parameter.standardErrors',
        'const [other, own] = parameter.standardErrors',
        'test/explorer/page.test.ts'
    ),
    place(
        'two files share the moved numbers of a model',
        'explorer/kept-state.ts',
        'JSON.stringify([file, name])',
        'JSON.stringify([name])',
        'test/explorer/page.test.ts'
    ),
    place(
        'columns of a diagnostic count from 0',
        'library/read.ts',
        'column: start.character + 1',
        'column: start.character',
        'test/library/front-door.test.ts'
    ),
    place(
        'a share of 1 is allowed',
        'library/checked-options.ts',
        'value > 0 && value < 1',
        'value > 0 && value <= 1',
        'test/library/front-door.test.ts'
    ),
    place(
        'inherited names are data files',
        'library/data-files.ts',
        'Object.hasOwn(texts, path) ? texts[path] : undefined',
        'texts[path]',
        'test/library/front-door.test.ts'
    ),
    place(
        'messages of old answers to other goals',
        'server/evaluation/issues-of-numbers.ts',
        "state === 'fresh' || goalsOf(numbers.spec) === goalsOf(lowered.spec)",
        'true',
        'test/server/issues-of-numbers.test.ts'
    ),
    place(
        'a name of another model is taken',
        'server/features/rename-provider.ts',
        '|| modelOf(other) === model',
        '|| modelOf(other) !== null',
        'test/server/edits-session.test.ts'
    ),
    place(
        'a link leads out of the folder of data',
        'server/documents/data-file-reader.ts',
        'isInside(real, folder)',
        'isInside(file, folder)',
        'test/server/data-files.test.ts'
    ),
    place(
        'the same report waits twice',
        'server/threads/thread-queue.ts',
        'entry.key === key',
        'entry.key === key && entry.job !== null',
        'test/server/thread-queue.test.ts'
    ),
    place(
        'the oldest result is the first one stored',
        'server/evaluation/result-cache.ts',
        '            this.values.delete(key);\n            this.values.set(key, value);\n        }\n        return',
        '        }\n        return',
        'test/server/result-cache.test.ts'
    )
];

/**
 * Measures how long a user waits: from a keystroke to fresh diagnostics and fresh lenses, through the built server over standard
 * input and output, and how this grows with the number of models that an edit changes. Then it measures the time and the error of
 * the engine's integrals, accuracies and means over studies.
 *
 * Arguments: names of example files, or `requests`. Default: all of them, and a file of a hundred models.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { measureAccuracies } from './accuracies.js';
import { measureAnswers, measureSweeps, questions } from './answers.js';
import { measureChangedModels } from './changed-models.js';
import { measureExplorer } from './explorer.js';
import { measureIntegrals } from './integrals.js';
import { measureKeystrokes } from './keystrokes.js';
import { measureReport } from './reports.js';
import { measureRequests } from './requests.js';
import { measureResponses } from './responses.js';
import { measureStudies } from './studies.js';
import { manyModels } from '../test/server/many-models.js';
import { table } from './table.js';

const examples = path.resolve('examples');
const chosen = process.argv.slice(2);
const files = readdirSync(examples)
    .filter(file => file.endsWith('.glmm') && (chosen.length === 0 || chosen.includes(path.basename(file, '.glmm'))))
    .map(file => ({ name: path.basename(file, '.glmm'), text: readFileSync(path.join(examples, file), 'utf8') }));

const edited = chosen.length === 0 ? [...files, { name: '100 models', text: manyModels(100) }] : files;
const milliseconds = (value: number) => value.toFixed(1);

console.log('From a keystroke to fresh diagnostics and lenses, in milliseconds\n');
const keystrokes = [];
for (const { name, text } of edited) {
    for (const { edit, count, diagnostics, lenses, answers } of await measureKeystrokes(name, text)) {
        keystrokes.push([
            name,
            edit,
            count,
            ...[diagnostics, lenses, answers].flatMap(({ median, p95 }) => [median, p95].map(milliseconds))
        ]);
    }
}
console.log(
    table(['file', 'edit', 'edits', 'diagnostics: median', '95 %', 'lenses: median', '95 %', 'answers: median', '95 %'], keystrokes)
);
console.log('\nAimed at, for 95 % of the edits: diagnostics within 15 ms and lenses within 50 ms; of 100 models lenses within 100 ms.');

if (chosen.length === 0 || chosen.includes('requests')) {
    console.log('\nRequests of an editor, on a file of a hundred models after an edit, in milliseconds\n');
    const requests = (await measureRequests(manyModels(100))).map(({ request, aim, times, processor }) => [
        request,
        ...[times, processor].flatMap(({ median, p95 }) => [median, p95].map(milliseconds)),
        aim
    ]);
    console.log(table(['request', 'median', '95 %', 'processor: median', '95 %', 'aimed at'], requests));
}

if (chosen.length === 0) {
    console.log('\nFrom an edit of a constant to fresh lenses of a hundred models, in milliseconds\n');
    const changes = (await measureChangedModels([1, 10, 100])).map(({ changed, lenses }) => [
        changed,
        milliseconds(lenses.median),
        milliseconds(lenses.p95)
    ]);
    console.log(table(['models that it changes', 'median', '95 %'], changes));

    console.log('\nThe accuracies of logistic models: the time of a whole analysis, in milliseconds\n');
    const accuracies = (await measureAccuracies()).map(({ model, accuracy, time, least, target, error }) => [
        model,
        accuracy,
        milliseconds(time),
        milliseconds(least),
        target,
        error === null ? 'missing' : error.toExponential(1)
    ]);
    console.log(table(['model', 'variances', 'median', 'least', 'aimed at', 'largest relative error'], accuracies));

    console.log('\nResponses: an evaluation of log f in a simulation, in nanoseconds, and how many times that of the logit link it is\n');
    const responses = (await measureResponses()).map(({ response, time, ratio, counted }) => [
        response,
        time.toFixed(0),
        ratio.toFixed(1),
        counted
    ]);
    console.log(table(['response', 'time', 'measured', 'counted'], responses));

    console.log('\nStudies: the time of the refined variances of fixed effects as a mean over whole studies, in milliseconds\n');
    const studies = (await measureStudies()).map(({ study, time, least, target, error, required }) => [
        study,
        milliseconds(time),
        milliseconds(least),
        target,
        error === null ? '–' : `${(100 * error).toFixed(2)} %`,
        required ?? '–'
    ]);
    console.log(table(['study', 'median', 'least', 'aimed at', 'statistical error (three standard errors)', 'required'], studies));
    console.log('\nAimed at: a statistical error of 0.5 %.');
}

console.log('\nAnswers: the time after which powers and sizes are there, in milliseconds, beside that of the analysis before them\n');
const answers = [];
const asking = chosen.length === 0 ? [...files, { name: 'logistic slopes', text: questions }] : files;
for (const { name, text } of asking) {
    for (const { model, analysis, alone, around, known } of await measureAnswers(text)) {
        answers.push([name, model, ...[analysis, alone, around, known].map(milliseconds)]);
    }
}
console.log(table(['file', 'model', 'analysis', 'answers', 'with sensitivities and curves', 'with all variances known'], answers));
console.log('\nAimed at: 30 ms with all variances known.');
if (chosen.length === 0) {
    console.log('\nSweeps of 400 designs, in milliseconds; aimed at: 1000\n');
    const sweeps = (await measureSweeps()).map(({ sweep, time }) => [sweep, milliseconds(time)]);
    console.log(table(['sweep', 'median'], sweeps));
}

console.log('\nReports: the first one of a file, and the median of three, in milliseconds\n');
const reports = [];
for (const { name, text } of files) {
    const { first, time, size } = await measureReport(`${name}.glmm`, text);
    reports.push([name, milliseconds(first), milliseconds(time), (size / 1000).toFixed(0)]);
}
console.log(table(['file', 'first', 'median', 'kB'], reports));
console.log('\nAimed at: 2000 ms and 1500 kB.');

if (chosen.length === 0) {
    console.log('\nThe explorer: pictures while a slider is dragged, for the logistic model of random intercepts and slopes\n');
    const drags = (await measureExplorer()).map(({ slider, values, frames, changed, pictures, between }) => [
        slider,
        ...[values, frames, changed, ...Object.values(pictures)].map(rate => rate.toFixed(0)),
        milliseconds(between.median),
        milliseconds(between.p95)
    ]);
    const heads = ['slider', 'values a second', 'frames', 'with new pictures', 'power against clinics', 'against n', 'equal power'];
    console.log(table([...heads, 'between new pictures: median, ms', '95 %'], drags));
    console.log('\nAimed at: new pictures in 30 frames a second.');
}

console.log('\nThe integrals: the time of a whole analysis, and each integral in it\n');
const integrals = [];
for (const { name, text } of files) {
    for (const measured of await measureIntegrals(text)) {
        const { model, time, integral, method, evaluations, error } = measured;
        integrals.push([name, model, time.toFixed(3), integral, method, evaluations, error?.toExponential(1) ?? '–']);
    }
}
console.log(table(['file', 'model', 'ms', 'integral', 'method', 'evaluations', 'certified relative error'], integrals));

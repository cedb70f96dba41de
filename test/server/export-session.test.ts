import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { CancellationTokenSource } from 'vscode-languageserver-protocol/node';
import { exportModel, exportTargets } from '../../language/export/index.js';
import {
    exportRequest,
    exportTargetsRequest,
    modelsRequest,
    type ExportChoice,
    type ExportParams,
    type MadeText,
    type ModelChoices,
    type ModelParams,
    type PlaceParams
} from '../../server/protocol.js';
import { openText } from '../open-text.js';
import { positionOf } from './language-session.js';
import { session, shareSession } from './shared-session.js';

const uri = 'file:///studies/exported.glmm';
const slopes = readFileSync('examples/slopes.glmm', 'utf8');
const talk = readFileSync('examples/talk.glmm', 'utf8');

shareSession(uri);

const models = (position = { line: 0, character: 0 }): Promise<ModelChoices> =>
    session.connection.sendRequest(modelsRequest, { uri, position } satisfies PlaceParams);
const targets = (index: number): Promise<ExportChoice[]> =>
    session.connection.sendRequest(exportTargetsRequest, { uri, index } satisfies ModelParams);
const exported = (target: string, index = 0): Promise<MadeText> =>
    session.connection.sendRequest(exportRequest, { uri, index, target } satisfies ExportParams);

test('The models of a file are told, and which one the cursor is in', async () => {
    await session.open(uri, talk);
    const choices = await models(positionOf(talk, 'model printed', 0, 8));
    expect(choices.models.map(({ index, name, problem }) => ({ index, name, problem }))).toEqual([
        { index: 0, name: 'talk', problem: null },
        { index: 1, name: 'printed', problem: null }
    ]);
    expect(choices.current).toBe(1);
});

test('A model with an error is told with it, and not exported', async () => {
    await session.open(uri, slopes.replace('beta1 sd 0.5', 'beta7 sd 0.5'));
    const problem = 'The model slopes has errors. Correct them first.';
    expect((await models()).models[0].problem).toBe(problem);
    expect(await exported('lme4')).toEqual({ text: null, problem });
});

test('Targets that take a model come first; the others say why they do not', async () => {
    await session.open(uri, slopes);
    const choices = await targets(0);
    expect(choices).toHaveLength(exportTargets.length);
    expect(choices.slice(0, -1).every(({ problem, what }) => problem === null && what !== '')).toBe(true);
    expect(choices.at(-1)).toMatchObject({
        target: 'statsmodels',
        problem: 'statsmodels has no maximum likelihood for random effects in a Bernoulli response with the logit link.'
    });
    expect(await targets(3)).toEqual([]);
});

test('An export is the text that the command line writes, with the answer to its `?`', async () => {
    await session.open(uri, slopes);
    const { spec, title, written } = (await openText(slopes)).models[0];
    for (const target of ['lme4', 'stan', 'csv'] as const) {
        expect(await exported(target)).toEqual({ text: exportModel(spec!, { target, title, written, seed: 1 }), problem: null });
    }
    expect((await exported('lme4')).text).toMatch(/clinics? for 90 % power/);
});

test('What a tool can not say is told', async () => {
    await session.open(uri, slopes);
    const { text, problem } = await exported('statsmodels');
    expect(text).toBeNull();
    expect(problem).toMatch('The model slopes can be exported to lme4, glmmTMB, brms, Stan and MixedModels.jl.');
    expect((await exported('sas')).problem).toBe('There is no target sas.');
    expect((await exported('lme4', 5)).problem).toMatch('not open');
});

test('An export that is cancelled gives nothing, and the next one is made', async () => {
    await session.open(uri, slopes);
    const source = new CancellationTokenSource();
    const params: ExportParams = { uri, index: 0, target: 'csv' };
    const cancelled = session.connection.sendRequest<MadeText>(exportRequest, params, source.token);
    const next = exported('csv');
    source.cancel();
    expect((await cancelled).problem).toBeNull();
    expect((await next).text).toContain(',');
});

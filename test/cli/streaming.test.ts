import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { command, file, folder, glmm, startGlmm } from './run-command.js';

const plain = (name: string) => `model ${name} {
    family poisson
    fixed A { b0: 1 = 0.2 }
    random clinic { b0 sd 0.5 }
    design { clinic = 50, n = 20 }
}
`;

/** Takes seconds. */
const slow = `model slow {
    family bernoulli
    predictor x ~ Bernoulli(0.5)
    fixed A { b0: 1 = 0.2 }
    fixed B { b1: x = 0.3 }
    random subject { b0 sd 0.8 }
    random item { b0 sd 0.5 }
    design { subject = ?, item = 200, n = 1 }
    test b1 = 0 power 0.8
}
`;

const withError = `model broken {
    family poissn
}
`;

describe('glmm analyze prints each model when it is done', () => {
    it('the first model is printed while the second is computed', async () => {
        const run = startGlmm(['analyze', file('slow.glmm', plain('quick') + slow)]);
        const text = await new Promise<string>(resolve => run.stdout.once('data', (chunk: Buffer) => resolve(chunk.toString())));
        const stillRuns = run.exitCode === null;
        run.kill();
        expect(text).toContain('slow.glmm: quick\n');
        expect(text).not.toContain('slow.glmm: slow');
        expect(stillRuns).toBe(true);
    });

    it('the models of all files in their order, with one blank line between two of them', () => {
        const names = [file('one.glmm', plain('a') + withError + plain('b')), file('two.glmm', plain('c'))];
        const together = glmm(['analyze', ...names]);
        const alone = ['a', 'b', 'c'].map((model, i) => glmm(['analyze', '--model', model, names[i === 2 ? 1 : 0]]).stdout);
        expect(together.stdout).toBe(alone.join('\n'));
        expect(together.stderr).toMatch(/^(one\.glmm:\d+:\d+: (?:error|information): .+\n)+$/);
        expect(together.status).toBe(1);
    });
});

describe('progress', () => {
    /** What a command writes to a terminal that is its standard error. */
    const onTerminal = (args: string[], environment: NodeJS.ProcessEnv = {}) => {
        const words = [process.execPath, command, ...args].map(word => `'${word}'`).join(' ');
        const { stdout, status } = spawnSync('script', ['-qec', `${words} > output.txt`, '/dev/null'], {
            cwd: folder,
            encoding: 'utf8',
            env: { ...process.env, TERM: 'xterm', ...environment }
        });
        expect(status).toBe(0);
        return stdout;
    };
    const name = file('three.glmm', plain('a') + plain('b') + plain('c'));
    const line = (text: string) => `\r${text}\u001b[K`;
    const all = ['a', 'b', 'c'].map((model, i) => line(`computing ${model} (${i + 1} of 3)`) + line('')).join('');

    it.each([[[]], [['--json']]])('is one line on a terminal, cleared before each model: %j', options => {
        expect(onTerminal(['analyze', ...options, name])).toBe(all);
    });

    it('a long name does not wrap', () => {
        const [shown] = onTerminal(['analyze', file('long.glmm', plain('a'.repeat(300)))]).split('\u001b');
        expect(shown.length).toBeLessThanOrEqual(81);
        expect(shown).toContain('computing aaa');
    });

    it('is nothing on a terminal that cannot clear a line', () => {
        expect(onTerminal(['analyze', name], { TERM: 'dumb' })).toBe('');
    });

    it('is nothing where standard error is no terminal', () => {
        expect(glmm(['analyze', name])).toMatchObject({ status: 0, stderr: '' });
        expect(glmm(['analyze', '--json', name])).toMatchObject({ status: 0, stderr: '' });
    });
});

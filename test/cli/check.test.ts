import { describe, expect, it } from 'vitest';
import { file, glmm } from './run-command.js';

describe('glmm check', () => {
    it('has nothing to say of a model in order', () => {
        const name = file('good.glmm', 'model good { family poisson  fixed B { b0: 1 = 1 }  design { n = 50 } }');
        expect(glmm(['check', name])).toEqual({ status: 0, stdout: '', stderr: '' });
    });

    it('prints messages as file:line:column: severity: message [code], in text order', () => {
        const name = file(
            'bad.glmm',
            'model bad {\n  family poisson\n  predictor x ~ Normal(0, 1)\n  fixed A { b0: 1 = 0; b1: x = 1 }\n  random g { b0 sd 1 }\n  design { g = 20, n = 40 }\n}\n'
        );
        const { status, stdout, stderr } = glmm(['check', name]);
        expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
        const lines = stdout.trimEnd().split('\n');
        for (const line of lines) {
            expect(line).toMatch(/^bad\.glmm:\d+:\d+: (error|warning|information|hint): .+ \[[a-z-]+\]$/);
        }
        expect(lines[0]).toMatch(/^bad\.glmm:4:24: error: .*`b1`.* \[wrong-block\]$/);
    });

    it('warnings alone are no error', () => {
        const name = file(
            'few.glmm',
            'model few { family poisson  fixed A { b0: 1 = 3 }  random g { b0 sd 1 }  design { g = 5, n = 50 } }'
        );
        const { status, stdout } = glmm(['check', name]);
        expect(stdout).toMatch(/^few\.glmm:1:\d+: warning: .*\[few-units\]$/m);
        expect(status).toBe(0);
    });
});

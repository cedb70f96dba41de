import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { exportedText, modelText } from './exported.js';

const models = readdirSync(new URL('models', import.meta.url)).map(file => file.replace(/\.glmm$/, ''));

/** All that LaTeX with amsmath, T1 and utf8 knows, of what an export may write. */
const macros = new Set(
    `documentclass usepackage begin end section par text mathrm mathbf operatorname sim mid log exp sqrt frac cdot quad top times pm in le ge ne
    left right ldots hline endhead small raggedright parbox allowbreak v d c k r H u b overset subsection hbar acute tilde cyrillic otherletter setlength tabcolsep textbackslash textless textgreater textbar textasciitilde textasciicircum quotedblbase
    approx infty surd rightarrow alpha beta gamma delta varepsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon phi chi psi
    omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega`
        .trim()
        .split(/\s+/)
);

/** What stands open at a place: braces, environments, mathematics. */
function check(whole: string): void {
    const text = whole.slice(whole.indexOf('\\begin{document}'));
    const open: string[] = [];
    const close = (what: string) => expect(open.pop(), `what ends before ${what}`).toBe(what);
    const tokens = /\\(begin|end)\{([a-z*]+)\}|\\([A-Za-z]+)|\\(.)|([{}$])/gs;
    for (const [, edge, environment, macro, , sign] of text.matchAll(tokens)) {
        if (edge === 'begin') {
            open.push(environment);
        } else if (edge === 'end') {
            close(environment);
        } else if (macro !== undefined) {
            expect(macros, `\\${macro}`).toContain(macro);
        } else if (sign === '{') {
            open.push('{');
        } else if (sign === '}') {
            close('{');
        } else if (sign === '$') {
            if (open.at(-1) === '$') {
                open.pop();
            } else {
                open.push('$');
            }
        }
    }
    expect(open).toEqual([]);
    // Outside of escapes there are none; other letters than Latin ones are in macros.
    const plain = text.replace(/\\(cyrillic|otherletter)\{[^{}]*\}/gu, '').replace(/\\[#%&]/g, '');
    expect(plain).not.toMatch(/[#%]|[^\n\x20-\u017f\u20ac]/);
}

describe('balanced, and of known macros', () => {
    it.each(models)('%s', async model => check(await exportedText(modelText(model), 'latex')));

    it('a title and names of all kinds of characters', async () => {
        const title = '\\\\input{x} $ & % # _ { } ~ ^ < > | − × “a” 日本 ℝ 𝛽 é ł';
        const text = await exportedText(
            `model m "${title}" { family gaussian(phi = 1)  predictor größe_1 ~ Normal(0, 1)  predictor φ ~ Categorical("a&b%": 0.5, "c_{d}$": 0.5)
             fixed B { β₀: 1 = 1; γ: größe_1^2 / 3 - (1 - größe_1) = 0.5; λ: φ["c_{d}$"] = 0.25 }  design { n = 50 } }`,
            'latex'
        );
        check(text);
        expect(text).toContain('\\textbackslash{}input\\{x\\} \\$ \\& \\% \\# \\_ \\{ \\} \\textasciitilde{} \\textasciicircum{}');
        expect(text).toContain('\\frac{{\\text{größe\\_1}}^{2}}{3} - \\left(1 - \\text{größe\\_1}\\right)');
    });
});

it.each([
    ['ά', '$\\acute{\\alpha}$'],
    ['ῶ', '$\\tilde{\\omega}$'],
    ['𝛽 ℝ ½ ﬁ', '$\\beta$ R 1/2 fi'],
    ['é ł ẞ ß', 'é ł SS ß'],
    ['ǎ ṣ x̄', '\\v{a} \\d{s} \\={x}'],
    ['ế ǰ', "\\'{ê} \\v{\\j }"],
    ['дом її', '\\cyrillic{дом} \\cyrillic{її}'],
    ['日本', '\\otherletter{日}{65E5}\\otherletter{本}{672C}']
])('letters of a title: %s', async (title, written) => {
    const text = await exportedText(`model m "${title}" { family poisson fixed B { b0: 1 = 0 } design { n = 60 } }`, 'latex');
    expect(/section\*\{\\raggedright (.*)\}\n/.exec(text)?.[1]).toBe(written);
});

it('says what a protocol needs', async () => {
    const text = await exportedText(
        `model m { family gaussian(phi = 1)  predictor arm each 0, 1 per clinic  fixed A { b0: 1 = 0; b1: arm = 0.5 }
         random clinic { b0 sd 0.3 }  design { clinic = ?, n = 20 }  test b1 = 0 power 0.8 }`,
        'latex'
    );
    expect(text).toMatch(
        /\\subsection\*\{For the protocol\}\n\nWith \d+ clinics of 20 observations each, a two-sided Wald test of b1 = 0 /
    );
});

it('has the variances of the analysis', async () => {
    // Jiang, Wand & Bhaskaran (2022): 0.4878336709/(mn), and sigma^2/m.
    const text = await exportedText(
        `model talk { family poisson  predictor x ~ Uniform(-1, 1)  fixed A { beta0: 1 = -1.46 }  fixed B { beta1: x = 2.11 }
         random subject { beta0 variance 6.66 }  design { subject = 50, n = 20 } }`,
        'latex'
    );
    expect(text).toContain('$\\beta_{0}$ & $-1.46$ & $6.66 / m$ & $0.1332$ & ');
    expect(text).toContain('$\\beta_{1}$ & $2.11$ & $0.4878 / (m n)$ & $0.0004878$ & ');
});

/** Generates code: the parser, if the grammar is newer, and the style of typeset mathematics with its fonts. */
import fs from 'node:fs';
import path from 'node:path';
import { run } from './processes.mjs';
import { nodeBinary, program, root } from './toolchain.mjs';

const sources = ['langium-config.json', 'language/glmm.langium', 'node_modules/langium-cli/package.json'];
const products = ['ast.ts', 'grammar.ts', 'module.ts'].map(file => path.join('language/generated', file));

/** The fonts that KaTeX needs for the formulas of models. */
const faces = [
    'Main-Regular',
    'Main-Bold',
    'Main-Italic',
    'Math-Italic',
    'AMS-Regular',
    'Size1-Regular',
    'Size2-Regular',
    'Size3-Regular',
    'Size4-Regular'
];
const mathStyle = path.join(root, 'report/generated/math-style.ts');

export async function generate({ isQuiet = false } = {}) {
    generateMathStyle();
    const changed = file => fs.statSync(path.join(root, file), { throwIfNoEntry: false })?.mtimeMs;
    const newestSource = Math.max(...sources.map(file => changed(file) ?? Infinity));
    const oldestProduct = Math.min(...products.map(file => changed(file) ?? 0));
    if (oldestProduct <= newestSource) {
        await run(nodeBinary(), [program('langium-cli', 'langium'), 'generate'], { cwd: root, isQuiet });
    }
}

/** A page without network access must contain its fonts. */
function generateMathStyle() {
    const katex = path.join(root, 'node_modules/katex/dist');
    const source = path.join(katex, 'katex.min.css');
    const isNew =
        fs.existsSync(mathStyle) &&
        fs.statSync(source).mtimeMs < fs.statSync(mathStyle).mtimeMs &&
        fs.statSync(path.join(root, 'scripts/generate.mjs')).mtimeMs < fs.statSync(mathStyle).mtimeMs;
    if (isNew) {
        return;
    }
    const style = fs.readFileSync(source, 'utf8').replace(/@font-face\{[^}]*\}/g, rule => {
        const [, file] = /url\(fonts\/KaTeX_([\w-]+)\.woff2\)/.exec(rule);
        if (!faces.includes(file)) {
            return '';
        }
        const font = fs.readFileSync(path.join(katex, `fonts/KaTeX_${file}.woff2`)).toString('base64');
        return rule.replace(/src:[^;}]*/, `src:url(data:font/woff2;base64,${font}) format("woff2")`);
    });
    fs.mkdirSync(path.dirname(mathStyle), { recursive: true });
    fs.writeFileSync(mathStyle, `/** KaTeX's style sheet with its fonts. */\nexport const mathStyle = ${JSON.stringify(style)};\n`);
}

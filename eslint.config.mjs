import eslint from '@eslint/js';
import globals from 'globals';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';
import { importLayers } from './scripts/eslint/import-layers.mjs';

/**
 * V8 makes a new hidden class for each evaluation of such a literal. It lives until the next full collection, and all that the getter sees lives with it: it made
 * answers 10 % slower.
 */
const getterOfLiteral = {
    selector: 'ObjectExpression > Property[kind="get"]',
    message: 'Make it a function, or a getter of a class: a getter of a literal keeps garbage alive.'
};

export default defineConfig(
    globalIgnores(['dist/', 'out/', 'language/generated/', 'report/generated/', 'embedded-vscode/', '.vscode-test/']),
    eslint.configs.recommended,
    {
        plugins: { project: { rules: { 'import-layers': importLayers } } },
        rules: {
            'project/import-layers': 'error',
            eqeqeq: ['error', 'always', { null: 'ignore' }],
            // One dialect: braces always, `lower < x && x < upper` for ranges and `x > 0` otherwise, one import of a module.
            curly: 'error',
            yoda: ['error', 'never', { exceptRange: true }],
            'no-duplicate-imports': 'error',
            'max-lines-per-function': ['error', { max: 70 }],
            'no-console': 'error',
            'no-restricted-properties': [
                'error',
                { object: 'describe', property: 'skip' },
                { object: 'it', property: 'skip' },
                { object: 'test', property: 'skip' },
                { object: 'describe', property: 'only' },
                { object: 'it', property: 'only' },
                { object: 'test', property: 'only' }
            ]
        }
    },
    {
        files: ['**/*.ts'],
        extends: [tseslint.configs.recommendedTypeChecked],
        languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
        rules: {
            '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
            '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
            '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
            '@typescript-eslint/require-await': 'off',
            'no-restricted-syntax': ['error', getterOfLiteral]
        }
    },
    {
        files: ['test/**/*.ts'],
        rules: {
            // There an element of an array has its type without undefined, and `!` says what the test relies on.
            '@typescript-eslint/no-unnecessary-type-assertion': 'off',
            // A `describe` holds the tests of its subject.
            'max-lines-per-function': 'off'
        }
    },
    {
        files: ['src-engine/**/*.ts'],
        rules: {
            // The engine is pure: the same model gives the same numbers.
            'no-restricted-properties': [
                'error',
                { object: 'Math', property: 'random', message: 'The engine knows no chance.' },
                { object: 'Date', property: 'now', message: 'The engine knows no clock.' },
                { object: 'performance', property: 'now', message: 'The engine knows no clock.' },
                {
                    object: 'Math',
                    property: 'hypot',
                    message: 'Use `euclideanNorm` of `src-engine/numeric/norm.ts`, so that a length has one value.'
                }
            ],
            // Loss of precision in a constant is an error of the constant.
            'no-loss-of-precision': 'error'
        }
    },
    {
        files: ['src-engine/**/*.ts'],
        // Constants of the special functions are mathematics, not a choice.
        ignores: ['src-engine/**/limits.ts', 'src-engine/numeric/special/*.ts'],
        rules: {
            'no-restricted-syntax': [
                'error',
                getterOfLiteral,
                ...[
                    'Literal.init[raw=/^[0-9]/]',
                    'UnaryExpression.init > Literal[raw=/^[0-9]/]',
                    'BinaryExpression.init:not(:has(Identifier))'
                ].map(number => ({
                    selector: `:matches(Program, ExportNamedDeclaration) > VariableDeclaration > VariableDeclarator > ${number}`,
                    message: 'Tolerances, limits and budgets stand in the `limits.ts` of the floor, each with its reason.'
                }))
            ]
        }
    },
    {
        files: ['**/*.mjs', 'cli/**/*.ts', 'test/**/*.ts', 'bench/**/*.ts', 'validation/reliability/main.ts'],
        rules: { 'no-console': 'off' }
    },
    { files: ['**/*.mjs'], languageOptions: { globals: globals.node } },
    // Functions given to `page.evaluate` run in the browser.
    { files: ['test/e2e/editor-page.mjs'], languageOptions: { globals: globals.browser } }
);

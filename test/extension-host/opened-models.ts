/** Models that the tests open, and what is shown over them. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually, lensesOf } from './editor-state.js';

export const model = `model m {
    family poisson
    predictor x ~ Uniform(-1, 1)
    fixed A { beta0: 1 = -1.46 }
    fixed B { beta1: x = 2.11 }
    random subject { beta0 variance 6.66 }
    design { subject = 50, n = 20 }
}
`;
/** Two arms of clinics: how many does it take? */
export const asking = `model trial {
    family poisson
    predictor arm each 0, 1 per clinic
    fixed A { beta0: 1 = 1; treated: arm = 0.5 }
    random clinic { beta0 sd 0.5 }
    design { clinic = ?, n = 20 }
    test treated = 0 power 0.9
}
`;
export const isStandardError = (title: string): boolean => /SE\s/.test(title);
export const isComputed = (titles: string[]): boolean => titles.filter(isStandardError).length === 2;

export const answerLens = async (document: vscode.TextDocument): Promise<vscode.CodeLens> => {
    const lens = await eventually(
        'no answer',
        async () => (await lensesOf(document)).find(({ command }) => command!.command === 'glmm.writeAnswer'),
        found => found !== undefined
    );
    return lens!;
};

/** Tests with the extension running, each without the editor of the one before it. */
export function describeInEditor(title: string, tests: () => void): void {
    describe(title, () => {
        before(async () => {
            const extension = vscode.extensions.getExtension('glmm-design.glmm-design');
            assert.ok(extension, 'the extension is not installed');
            await extension.activate();
        });
        afterEach(async () => {
            await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
        });

        tests();
    });
}

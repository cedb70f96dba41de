/** Whole files. */
import { error, information } from './diagnostic.js';

/** Why a file can't be read. `code`: what the operating system calls it. */
export type FileProblem =
    | {
          problem:
              | 'missing'
              | 'folder'
              | 'path through a file'
              | 'name too long'
              | 'not a name'
              | 'links in a circle'
              | 'not allowed'
              | 'not UTF-8';
      }
    | { problem: 'other'; code: string | null };

/** Why a file can't be read, and what to do. */
export function fileText(fact: FileProblem): string {
    switch (fact.problem) {
        case 'missing':
            return 'No such file.';
        case 'folder':
            return 'This is a folder. Name a file in it.';
        case 'path through a file':
            return 'No such file: a part of the path is not a folder.';
        case 'name too long':
            return 'No such file: the name is too long.';
        case 'not a name':
            return 'This cannot be the name of a file.';
        case 'links in a circle':
            return 'No such file: its symbolic links form a circle.';
        case 'not allowed':
            return 'No permission to read this file.';
        case 'not UTF-8':
            return 'This file is not UTF-8 text. Save it with that encoding.';
        case 'other':
            return `This file could not be read${fact.code === null ? '' : ` (${fact.code})`}.`;
    }
}

const problems: Record<string, Exclude<FileProblem['problem'], 'other'>> = {
    ENOENT: 'missing',
    EISDIR: 'folder',
    ENOTDIR: 'path through a file',
    ENAMETOOLONG: 'name too long',
    ERR_INVALID_ARG_VALUE: 'not a name',
    ELOOP: 'links in a circle',
    EACCES: 'not allowed',
    EPERM: 'not allowed',
    ERR_ENCODING_INVALID_ENCODED_DATA: 'not UTF-8'
};

/** What an error of the operating system, by its code, means for a file. */
export function fileProblem(code: string | undefined): FileProblem {
    const problem = code === undefined ? undefined : problems[code];
    return problem ? { problem } : { problem: 'other', code: code ?? null };
}

export const files = {
    'no-model': information({
        summary: 'A file on the command line contains no model.',
        message: () =>
            'There is no model in this file. Write one, such as `model study { family poisson; fixed { beta0: 1 = 0.5 }; design { n = 20 } }`.',
        fix: null,
        why: 'Without a model there is nothing to compute, so an empty answer would look like a result.',
        remedy: 'Write a model, or name the file that has one. The examples show whole models.',
        example: { situation: '`glmm analyze empty.glmm`, where the file is empty or has only constants and comments.' }
    }),
    'unreadable-file': error({
        summary: 'A file on the command line cannot be read.',
        message: (fact: FileProblem) => fileText(fact),
        fix: null,
        why: 'Nothing is computed for this file; the other files are not affected.',
        remedy: 'Check the path, the permissions and the encoding.',
        example: { situation: '`glmm check missing.glmm`, where there is no such file.' }
    }),
    'internal-error': error({
        summary: 'A file or a model could not be checked because of an error in GLMM Design.',
        message: ({ of }: { of: 'file' | 'model' }) =>
            of === 'file'
                ? 'Internal error: this file could not be checked. Please report it with the log, which *GLMM: Show language server output* opens.'
                : 'Internal error: this model cannot be computed, and no other message says why. Please report it with the text of the model.',
        fix: null,
        why: 'A text that was not checked must not look like one without errors.',
        remedy: 'Please report it, with the text and the log of the language server.',
        example: { situation: 'None is known. Every text should be checked, whatever is in it.' }
    }),
    'too-many-diagnostics': information({
        summary: 'A file has more messages than are shown.',
        message: ({ left }: { left: number }) => `${left} more messages about this file are not shown. Fix the first ones.`,
        fix: null,
        why: 'Long lists slow editors down. Errors are shown before warnings and hints.',
        remedy: 'Fix the messages that are shown; one mistake often causes many.',
        example: { situation: 'A file with more than 1000 messages.' }
    })
};

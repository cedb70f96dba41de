import { EmptyFileSystem, URI, type LangiumDocument } from 'langium';
import { describe, expect, it } from 'vitest';
import { createGlmmServices, lowerDocument, type DataFile, type DataFiles } from '../../../language/index.js';
import { DataTableReader } from '../../../language/data/data-table.js';
import { lawText } from '../../../language/presentation/notation/law-text.js';

/** Data files that a test writes. */
class WrittenDataFiles implements DataFiles {
    readonly files = new Map<string, DataFile>();
    readonly asked: string[] = [];

    file(document: URI, path: string): DataFile {
        this.asked.push(`${document.path} ${path}`);
        return this.files.get(path) ?? pending;
    }

    write(path: string, text: string): void {
        const reader = new DataTableReader();
        reader.push(text);
        const table = reader.end();
        this.files.set(path, 'problem' in table ? { kind: 'problem', problem: table } : { kind: 'table', table });
    }
}

const pending: DataFile = { kind: 'pending' };

function model(law: string, name = 'm'): string {
    return `model ${name} {
    family poisson
    predictor x ~ ${law}
    fixed A { beta0: 1 = 0.5 }
    fixed B { beta1: x = 0.1 }
    random subject { beta0 sd 0.8 }
    design { subject = 50, n = 20 }
    data pilot from "pilot.csv" { subject id }
}
`;
}

async function opened(text: string, dataFiles?: DataFiles): Promise<LangiumDocument> {
    const { shared } = createGlmmServices(EmptyFileSystem, { dataFiles });
    const document = shared.workspace.LangiumDocumentFactory.fromString(text, URI.file('/studies/test.glmm'));
    await shared.workspace.DocumentBuilder.build([document], { validation: true });
    return document;
}

const codesOf = (document: LangiumDocument) => lowerDocument(document).models.flatMap(({ issues }) => issues.map(({ code }) => code));
const lawOf = (document: LangiumDocument, index = 0) => {
    const predictor = lowerDocument(document).models[index].spec?.predictors[0];
    return predictor?.kind === 'random' ? predictor.law : undefined;
};

describe('Empirical(DATA.COLUMN)', () => {
    it('is the law of the values in the file, and says where it is from', async () => {
        const files = new WrittenDataFiles();
        files.write('pilot.csv', 'id,dose\n1,1\n1,2\n2,2\n2,5\n');
        const document = await opened(model('Empirical(pilot.dose)'), files);
        expect(codesOf(document)).toEqual([]);
        const law = lawOf(document)!;
        expect(law).toEqual({
            law: 'discrete',
            values: [1, 2, 5],
            probabilities: [0.25, 0.5, 0.25],
            source: { data: 'pilot', column: 'dose' }
        });
        expect(lawText(law)).toBe('Empirical(pilot.dose)');
        expect(new Set(files.asked)).toEqual(new Set(['/studies/test.glmm pilot.csv']));
    });

    it('stays as it is where nothing reads data', async () => {
        const document = await opened(model('Empirical(pilot.dose)'));
        expect(codesOf(document)).toEqual([]);
        expect(lawOf(document)).toEqual({ law: 'empirical', data: 'pilot', column: 'dose' });
    });

    it('may be a component of a mixture', async () => {
        const files = new WrittenDataFiles();
        files.write('pilot.csv', 'id,dose\n1,1\n');
        const document = await opened(model('Mixture(0.5: Empirical(pilot.dose), 0.5: Normal(0, 1))'), files);
        expect(codesOf(document)).toEqual([]);
    });

    it('has no meaning and no message while the file is being read', async () => {
        const files = new WrittenDataFiles();
        const document = await opened(model('Empirical(pilot.dose)'), files);
        const [lowered] = lowerDocument(document).models;
        expect(lowered).toMatchObject({ spec: null, hash: null, issues: [] });
    });

    it('follows the file: of two models only the one that names it is lowered again', async () => {
        const files = new WrittenDataFiles();
        const document = await opened(`${model('Empirical(pilot.dose)')}${model('Normal(0, 1)', 'other').replace(/data .*/, '')}`, files);
        const [, other] = lowerDocument(document).models;
        const before = lowerDocument(document);
        expect(lowerDocument(document)).toBe(before);
        files.write('pilot.csv', 'id,dose\n1,1\n1,2\n');
        const read = lowerDocument(document);
        expect(read.models[0].hash).not.toBeNull();
        expect(read.models[1]).toBe(other);
        files.write('pilot.csv', 'id,dose\n1,1\n1,3\n');
        const changed = lowerDocument(document);
        expect(changed.models[0].hash).not.toBe(read.models[0].hash);
        expect(lowerDocument(document)).toBe(changed);
        files.files.set('pilot.csv', { kind: 'problem', problem: { problem: 'empty' } });
        expect(lowerDocument(document).models[0].issues).toMatchObject([
            { code: 'data-not-read', message: expect.stringMatching(/^This data file is empty/) as unknown }
        ]);
    });

    it('has the hash of its values, however many there are', async () => {
        const hashOf = async (values: number[]) => {
            const files = new WrittenDataFiles();
            files.write('pilot.csv', `id,dose\n${values.map(value => `1,${value}`).join('\n')}\n`);
            return lowerDocument(await opened(model('Empirical(pilot.dose)'), files)).models[0].hash;
        };
        const values = Array.from({ length: 300 }, (_, i) => i / 7);
        const hash = await hashOf(values);
        expect(hash).not.toBeNull();
        expect(await hashOf([...values].reverse())).toBe(hash);
        expect(await hashOf(values.with(150, 3))).not.toBe(hash);
    });
});

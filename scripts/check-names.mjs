/** Fails if files of the project export the same name, or if file names of a folder differ only by a plural. */
import { filesNamedTwice, namesExportedTwice } from './eslint/twice-named.mjs';
import { sourceTexts } from './source-texts.mjs';
import { main } from './toolchain.mjs';

await main(() => {
    // The names of generated files are those of the grammar.
    const texts = new Map([...sourceTexts()].filter(([file]) => !file.startsWith('language/generated/')));
    const names = namesExportedTwice(texts);
    for (const { name, files } of names) {
        console.log(`These files export the same name, ${name}:\n  ${files.join('\n  ')}`);
    }
    const alike = filesNamedTwice([...texts.keys()]);
    for (const files of alike) {
        console.log(`The names of these files say the same:\n  ${files.join('\n  ')}`);
    }
    return names.length + alike.length === 0 ? 0 : 1;
});

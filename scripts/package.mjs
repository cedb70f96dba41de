/** `npm run package`: the VSIX. */
import path from 'node:path';
import { packageExtension } from './extension-package.mjs';
import { ensureDependencies, main, root } from './toolchain.mjs';

await main(async () => {
    ensureDependencies();
    const { vsix } = await packageExtension();
    console.log(path.relative(root, vsix));
});

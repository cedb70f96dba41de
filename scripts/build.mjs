/** `npm run build`. */
import { buildAll } from './build-all.mjs';
import { ensureDependencies, main } from './toolchain.mjs';

await main(async () => {
    ensureDependencies();
    await buildAll();
});

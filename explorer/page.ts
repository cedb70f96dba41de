/** The explorer's page, in a web view or any browser: it receives models, and sends the numbers to write into the file. */
import { pictureStyle } from '../pictures/index.js';
import { element } from './element.js';
import { ExplorerPage } from './explorer-page.js';
import type { WebView } from './kept-state.js';
import type { ToExplorer } from './messages.js';

declare function acquireVsCodeApi(): WebView;

const computing = document.currentScript?.dataset.computing;
document.head.append(element('style', {}, pictureStyle));
const page = new ExplorerPage(acquireVsCodeApi(), computing ?? '');
document.body.append(page.root);
window.addEventListener('message', ({ data }: MessageEvent<ToExplorer>) => page.receive(data));
page.start();

/** The style of a report: one column, for light and dark screens and for paper. */
export const pageStyle = `
:root { color-scheme: light dark; --ink: #1c2128; --soft: #57606a; --ground: #ffffff; --line: #d0d7de; --tint: #f5f7f9; --link: #0b5fa5; --warn: #8a5300; --warn-ground: #fff7e6; --bad: #b3261e; --bad-ground: #fdf0ef; }
@media (prefers-color-scheme: dark) { :root { --ink: #e4e8ed; --soft: #a5aeb8; --ground: #16181d; --line: #3a4048; --tint: #1f2329; --link: #79bdf2; --warn: #f3c26b; --warn-ground: #2b2415; --bad: #ff9b92; --bad-ground: #2f1a19; } }
body.vscode-light, body.vscode-high-contrast-light { color-scheme: light; --ink: #1c2128; --soft: #57606a; --ground: #ffffff; --line: #d0d7de; --tint: #f5f7f9; --link: #0b5fa5; --warn: #8a5300; --warn-ground: #fff7e6; --bad: #b3261e; --bad-ground: #fdf0ef; }
body.vscode-dark, body.vscode-high-contrast { color-scheme: dark; --ink: #e4e8ed; --soft: #a5aeb8; --ground: #16181d; --line: #3a4048; --tint: #1f2329; --link: #79bdf2; --warn: #f3c26b; --warn-ground: #2b2415; --bad: #ff9b92; --bad-ground: #2f1a19; }
* { box-sizing: border-box; }
body { margin: 0; padding: 0 1.25rem; background: var(--ground); color: var(--ink); font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
header, main, footer, nav { max-width: 46rem; margin: 0 auto; }
header { padding-top: 2.5rem; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .5rem; text-wrap: balance; }
h2 { font-size: 1.4rem; margin: 3.2rem 0 .6rem; padding-top: 1.2rem; border-top: 1px solid var(--line); text-wrap: balance; }
h3 { font-size: 1.1rem; margin: 2.2rem 0 .5rem; }
p, li { max-width: 42rem; }
p { margin: .7rem 0; }
li { margin: .25rem 0; }
a { color: var(--link); }
nav { margin-top: 1.5rem; padding: .8rem 1.1rem; background: var(--tint); border-radius: 6px; }
nav ul { list-style: none; margin: 0; padding: 0; columns: 2; column-gap: 2rem; }
nav ul ul { columns: 1; padding-left: 1rem; font-size: .92em; }
nav li { margin: .1rem 0; break-inside: avoid; }
code { font: .88em/1.4 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; overflow-wrap: anywhere; }
pre { background: var(--tint); border-radius: 6px; padding: 1rem; overflow-x: auto; }
pre code { overflow-wrap: normal; }
.scroll { overflow-x: auto; margin: 1.2rem 0; }
table { border-collapse: collapse; font-size: .92rem; font-variant-numeric: tabular-nums; min-width: 50%; }
caption { text-align: left; color: var(--soft); padding-bottom: .45rem; caption-side: top; max-width: 42rem; }
th, td { padding: .28rem .7rem .28rem 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: baseline; font-weight: normal; }
thead th { color: var(--soft); border-bottom-color: var(--soft); vertical-align: bottom; }
tbody th code, .right { white-space: nowrap; }
thead .right { white-space: normal; }
.right { text-align: right; padding-left: .7rem; padding-right: 0; }
.right + .left { padding-left: 1.4rem; }
figure { margin: 1.6rem 0; max-width: 30rem; }
figcaption { color: var(--soft); font-size: .92rem; margin-top: .4rem; }
details { margin-top: .3rem; font-size: .92rem; }
summary { color: var(--link); cursor: pointer; }
.notice { border-left: 4px solid var(--line); padding: .5rem .9rem; margin: 1rem 0; background: var(--tint); max-width: 42rem; }
.notice.warning { border-color: var(--warn); background: var(--warn-ground); }
.notice.error { border-color: var(--bad); background: var(--bad-ground); }
blockquote { margin: 1rem 0; padding: .2rem 1.1rem; border-left: 3px solid var(--line); }
.summary { background: var(--tint); border-radius: 6px; padding: .4rem 1.1rem; margin: 1.2rem 0; font-size: 1.06rem; }
.equations { overflow-x: auto; overflow-y: hidden; }
.katex { font-size: 1.08em; }
.equations .katex-display { margin: .8rem 0; text-align: left; }
.equations .katex-display > .katex { text-align: left; }
footer { margin-top: 3.5rem; padding: 1rem 0 2.5rem; border-top: 1px solid var(--line); color: var(--soft); font-size: .9rem; }
@media (max-width: 36rem) { nav ul { columns: 1; } h1 { font-size: 1.5rem; } body { padding: 0 .9rem; } }
@media print {
  :root { color-scheme: light; --ink: #000; --soft: #444; --ground: #fff; --line: #bbb; --tint: #fff; --link: #000; --warn-ground: #fff; --bad-ground: #fff; }
  body { font-size: 10.5pt; padding: 0; }
  header, main, footer, nav { max-width: none; }
  nav { display: none; }
  h2 { break-before: auto; } h2, h3, caption { break-after: avoid; }
  figure, tr, .notice, blockquote { break-inside: avoid; }
  .scroll { overflow: visible; }
  table { font-size: 8pt; }
  tbody th code, .right { white-space: normal; overflow-wrap: anywhere; }
  details { display: none; }
  a { text-decoration: none; }
}
`;

// @ts-nocheck
import { test } from 'vitest';
import { appendFileSync } from 'node:fs';
import { refinedComponents } from '../../src-engine/study/refined-study.js';
import { exactInformation } from '../../src-engine/exact/exact-information.js';
import { specOfStudy, studyOptions } from '../engine/study/studies.js';
test('x', async () => {
  const all = [];
  for (const fam of ['bernoulli', 'bernoulli link cloglog', 'bernoulli link probit', 'poisson'])
  for (const b0 of [-2, -0.5]) for (const s2 of [0.1, 0.5, 2]) for (const n of [4, 10, 30]) {
    const spec = await specOfStudy(`family ${fam} predictor x each 0, 1 fixed A { b0: 1 = ${b0} } fixed B { bx: x = 0.5 } random g { b0 variance ${s2} } design { g = 50, n = ${n} }`);
    const p = fam === 'poisson' ? Math.exp(b0+s2/2+.25) : fam.includes('probit') ? [0.05,0.35][b0===-2?0:1] : fam.includes('clog') ? 1-Math.exp(-Math.exp(b0+.25)) : 1/(1+Math.exp(-b0-.25));
    const ev = n*Math.min(p, fam==='poisson'?p:1-p);
    if (ev < 2) continue;
    let e, r; const t0 = process.cpuUsage().user;
    try { e = exactInformation(spec, {shouldStop: () => false, simulate: null}); } catch (x) { appendFileSync('/tmp/st-s.log', `${fam} ${b0} ${s2} ${n} exact ${JSON.stringify(x.reason)}\n`); continue; }
    const t1 = process.cpuUsage().user;
    try { r = refinedComponents(spec, studyOptions); } catch (x) { appendFileSync('/tmp/st-s.log', `${fam} ${b0} ${s2} ${n} S1 ${JSON.stringify(x.reason)}\n`); continue; }
    const q = r.covariance[2][2]/e.covariance[2][2]; all.push(q);
    appendFileSync('/tmp/st-s.log', `${fam} b0 ${b0} s2 ${s2} n ${n} ev ${ev.toFixed(1)} ratio ${q.toFixed(3)} ±${(r.errors[2]/r.covariance[2][2]*100).toFixed(1)}% ${(t1-t0)/1e3}ms ${(process.cpuUsage().user-t1)/1e3}ms\n`);
  }
  all.sort((a,b)=>a-b);
  appendFileSync('/tmp/st-s.log', `N ${all.length} within 10% ${all.filter(q => Math.abs(q-1)<.1).length} ${[0,.05,.25,.5,.75,.95].map(f => all[Math.floor(f*all.length)].toFixed(3))} max ${all.at(-1)}\n`);
}, 600000);

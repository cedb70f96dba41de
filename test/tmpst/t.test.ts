// @ts-nocheck
import { test } from 'vitest';
import { appendFileSync } from 'node:fs';
import { refinedStudy, refinedComponents } from '../../src-engine/study/refined-study.js';
import { parameterIndex } from '../../src-engine/structure/structure-result.js';
import { modelOf } from '../field/opened.js';
import { studyOptions } from '../engine/study/studies.js';
const P='random person { b0 sd 0.8 } random item { b0 sd 0.5 }', D='design { person = 10, item = 8, n = 1 }';
const big = Array.from({length: 8}, (_, k) => `x${k}`);
const L: [string,string][] = [
 ['zero trials always in some', `family binomial(trials = k) predictor k each 0, 5 predictor c each 0, 1 per item fixed A { b0: 1 = -1; e: c = 0.3 } ${P} design { person = 10, item = 8, n = 2 }`],
 ['trials 0 for c=1', `family binomial(trials = 5 * c) predictor c each 0, 1 per item fixed A { b0: 1 = -1; e: c = 0.3 } ${P} ${D}`],
 ['trials non-integer', `family binomial(trials = 2.5) predictor c each 0, 1 per item fixed A { b0: 1 = -1; e: c = 0.3 } ${P} ${D}`],
 ['1 person', `family bernoulli predictor c each 0, 1 per item fixed A { b0: 1 = -1; e: c = 0.3 } ${P} design { person = 1, item = 8, n = 1 }`],
 ['1x2', `family bernoulli predictor c each 0, 1 per item fixed A { b0: 1 = -1; e: c = 0.3 } ${P} design { person = 1, item = 2, n = 1 }`],
 ['800 effects', `family bernoulli predictor c each 0, 1 per item fixed A { b0: 1 = -1; e: c = 0.3 } ${P} design { person = 400, item = 400, n = 1 }`],
 ['400x60', `family bernoulli predictor c each 0, 1 per item fixed A { b0: 1 = -1; e: c = 0.3 } ${P} design { person = 400, item = 60, n = 1 }`],
 ['2000x2000', `family bernoulli predictor c each 0, 1 per item fixed A { b0: 1 = -1; e: c = 0.3 } ${P} design { person = 2000, item = 2000, n = 1 }`],
 ['1e5 x 20', `family bernoulli predictor c each 0, 1 per item predictor x each 0, 1 fixed A { b0: 1 = -1; e: c = 0.3 } fixed B { bx: x = 0.5 } ${P} design { person = 100000, item = 20, n = 2 }`],
 ['school 20 class 40 pupils 30 levels', `family bernoulli predictor c each 0, 1 per class fixed A { b0: 1 = -1; e: c = 0.3 } random school { b0 sd 0.5 } random class in school { b0 sd 0.4 } random pupil in class { b0 sd 0.6 } design { school = 20, class = 40, pupil = 30, n = 1 }`],
 ['empty level', `family bernoulli predictor x each 0, 1 per class fixed A { b0: 1 = -1 } fixed B { bx: x = 0.5 } random school { b0 sd 0.5 } random class in school { } design { school = 10, class = 4, n = 5 }`],
 ['empty both', `family bernoulli predictor x each 0, 1 per item fixed B { b0: 1 = -1; bx: x = 0.5 } random person { } random item { } ${D}`],
 ['empty person', `family bernoulli predictor x each 0, 1 per person fixed A { b0: 1 = -1 } fixed B { bx: x = 0.5 } random person { } random item { b0 sd 0.5 } ${D}`],
 ['empty outer level', `family bernoulli predictor x each 0, 1 per school fixed A { b0: 1 = -1; bx: x = 0.5 } random school { } random class in school { b0 sd 0.5 } design { school = 10, class = 4, n = 5 }`],
 ['slopes only', `family bernoulli predictor x each 0, 1 fixed A { bx: x = 0.5 } fixed B { b0: 1 = -1 } random person { bx sd 0.8 } random item { bx sd 0.5 } design { person = 10, item = 8, n = 2 }`],
 ['cat per inner group', `family bernoulli predictor s ~ Categorical(a: 0.5, b: 0.5) per class fixed A { b0: 1 = -1; sb: s[b] = 0.5 } random school { b0 sd 0.5 } random class in school { b0 sd 0.4 } design { school = 10, class = 2, n = 5 }`],
 ['rare cat', `family bernoulli predictor s ~ Categorical(a: 0.99, b: 0.01) per item fixed A { b0: 1 = -1; sb: s[b] = 0.5 } ${P} ${D}`],
 ['rare bern obs', `family bernoulli predictor s ~ Bernoulli(0.001) fixed A { b0: 1 = -1 } fixed B { sb: s = 0.5 } ${P} ${D}`],
 ['normal 1e6', `family bernoulli predictor x ~ Normal(1e6, 1) fixed A { b0: 1 = -500000 } fixed B { bx: x = 0.5 } ${P} design { person = 10, item = 8, n = 2 }`],
 ['normal 1e8', `family bernoulli predictor x ~ Normal(1e8, 1) fixed A { b0: 1 = -50000000 } fixed B { bx: x = 0.5 } ${P} design { person = 10, item = 8, n = 2 }`],
 ['t predictor df 2.5', `family bernoulli predictor x ~ StudentT(2.5, 0, 1) fixed A { b0: 1 = -1 } fixed B { bx: x = 0.5 } ${P} design { person = 10, item = 8, n = 2 }`],
 ['poisson exp pred', `family poisson predictor x ~ Exponential(2) fixed A { b0: 1 = -1 } fixed B { bx: x = 1.5 } ${P} design { person = 10, item = 8, n = 2 }`],
 ['poisson exp pred infinite', `family poisson predictor x ~ Exponential(2) fixed A { b0: 1 = -1 } fixed B { bx: x = 2.5 } ${P} design { person = 10, item = 8, n = 2 }`],
 ['poisson slope normal infinite', `family poisson predictor x ~ Normal(0,1) fixed A { b0: 1 = -1; bx: x = 0.5 } random person { b0 sd 0.5; bx sd 1.2 } random item { b0 sd 0.4 } design { person = 10, item = 8, n = 2 }`],
 ['poisson slope normal heavy', `family poisson predictor x ~ Normal(0,1) fixed A { b0: 1 = -1; bx: x = 0.5 } random person { b0 sd 0.5; bx sd 0.8 } random item { b0 sd 0.4 } design { person = 10, item = 8, n = 2 }`],
 ['gamma inverse link', `family gamma(phi=0.5) link inverse predictor c each 0, 1 per item fixed A { b0: 1 = -1; e: c = 0.3 } ${P} ${D}`],
 ['gaussian log link', `family gaussian(phi=0.5) link log predictor c each 0, 1 per item fixed A { b0: 1 = 0; e: c = 0.3 } ${P} ${D}`],
 ['n=0.5 sizes', `family bernoulli predictor c each 0, 1 per item fixed A { b0: 1 = -1; e: c = 0.3 } ${P} design { person = 10, item = 8, n ~ Poisson(0.05) }`],
 ['n huge 1e7', `family bernoulli predictor c each 0, 1 per item fixed A { b0: 1 = -1; e: c = 0.3 } ${P} design { person = 10, item = 8, n = 10000000 }`],
 ['n huge 1e7 drawn', `family bernoulli predictor x ~ Normal(0,1) fixed A { b0: 1 = -1 } fixed B { bx: x = 0.3 } ${P} design { person = 10, item = 8, n = 10000000 }`],
 ['n ~ Poisson(30000) drawn', `family bernoulli predictor x ~ Normal(0,1) fixed A { b0: 1 = -1 } fixed B { bx: x = 0.3 } ${P} design { person = 4, item = 4, n ~ Poisson(30000) }`],
];
test('x', async () => {
  for (const [n, t] of L) {
    const { spec, issues } = await modelOf(`model m { ${t} }`);
    const errs = issues.filter(i => i.severity==='error').map(i => i.message.slice(0,150));
    if (!spec) { console.log(n, 'NO SPEC', errs); continue; }
    const idx = parameterIndex(spec);
    const names = [...spec.fixed.map(f=>f.name), ...idx.components.flatMap(c => c.parameters.map(p=>p.name)), 'phi'];
    let out = n + (errs.length ? ' LANG: '+errs.join(' / ') : '');
    for (const [w, f] of [['study', refinedStudy], ['comps', refinedComponents]] as const) {
      const t0 = process.cpuUsage().user;
      let s;
      try { const r = f(spec, studyOptions);
        s = r.members.map((m,i) => `${names[m]} ${r.covariance[i]![i]!.toPrecision(5)} ±${(100*r.errors[i]!/r.covariance[i]![i]!).toFixed(2)}%`).join(' | ');
      } catch (e) { s = 'THROWN ' + JSON.stringify((e as any).reason ?? String((e as any).stack).slice(0,300)); }
      out += `\n    ${w} ${((process.cpuUsage().user - t0)/1e3).toFixed(0)}ms ${s}`;
    }
    appendFileSync('/tmp/st-t.log', out + '\n');
  }
}, 600000);

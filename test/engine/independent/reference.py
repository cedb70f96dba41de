"""Writes reference.json: models and their leading constants, by brute-force quadrature that shares nothing with the engine.

Usage: python3 reference.py [first] [last]; numpy, scipy and mpmath in the versions that the file names. Without arguments all models are computed; with them
those of that range, the others being kept.
"""
import json
import sys
import time
from pathlib import Path

import mpmath
import numpy
import scipy
from mpmath import mp, mpf

from cases import cases
from leading_terms import certified

OUTPUT = Path(__file__).parent / 'reference.json'


def dispersion_variance(family):
    """1/{2d'(phi)/phi + d''(phi)} by numerical differentiation of d."""
    phi = mpf(family['phi'])
    if family['name'] in ('gaussian', 'inverseGaussian'):
        d = lambda p: mp.log(p) / 2
    elif family['name'] == 'gamma':
        d = lambda p: mp.loggamma(1 / p) + mp.log(p) / p
    else:
        return None
    return 1 / (2 * mp.diff(d, phi) / phi + mp.diff(d, phi, 2))


def numbers(matrix):
    return None if matrix is None else [[float(matrix[i, j]) for j in range(matrix.cols)] for i in range(matrix.rows)]


def compute(case):
    spec = case['spec']
    started = time.process_time()
    a, b, difference = certified(*(case[key] for key in ('spec', 'cuts', 'cut', 'fineness', 'u_scale', 'wanted', 'levels')))
    phi = dispersion_variance(spec['family'])
    relative = float(difference)
    print(f'{case["name"]}: {relative:.1e} in {time.process_time() - started:.1f} s', flush=True)
    return {
        'name': case['name'],
        'spec': spec,
        'leadingA': numbers(a),
        'leadingB': numbers(b),
        'dispersion': None if phi is None else float(phi),
        # Two levels agree to this, and the number written is that of the finer one.
        'agreement': float(f'{max(relative, 2e-16):.1e}'),
    }


def write(results):
    head = {'versions': {'python': sys.version.split()[0], 'numpy': numpy.__version__, 'scipy': scipy.__version__, 'mpmath': mpmath.__version__}}
    lines = ',\n'.join(json.dumps(result, separators=(',', ':')) for result in results)
    OUTPUT.write_text(json.dumps(head)[:-1] + ', "cases": [\n' + lines + '\n]}\n')


def main():
    known = {}
    if OUTPUT.exists() and len(sys.argv) > 1:
        known = {result['name'] + json.dumps(result['spec']): result for result in json.loads(OUTPUT.read_text())['cases']}
    first = int(sys.argv[1]) if len(sys.argv) > 1 else 0
    last = int(sys.argv[2]) if len(sys.argv) > 2 else len(cases)
    for position, case in enumerate(cases):
        if first <= position < last:
            known[case['name'] + json.dumps(case['spec'])] = compute(case)
            write([known[key] for key in (c['name'] + json.dumps(c['spec']) for c in cases) if key in known])


if __name__ == '__main__':
    main()

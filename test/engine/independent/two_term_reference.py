"""Writes two-term.json: models with their two-term and refined covariances, by brute-force quadrature that shares nothing with the engine.

Usage: python3 two_term_reference.py [missing | first last]; numpy and scipy in the versions that the file names. Without arguments all models are computed; else
those that the file lacks or those of a range, the others being kept.
"""
import json
import math
import sys
import time
from pathlib import Path

import numpy
import scipy

from two_term_cases import cases
from two_terms import Components, compute, difference

OUTPUT = Path(__file__).parent / 'two-term.json'


def computed(case):
    started = time.process_time()
    coarse, fine = compute(case, 0), compute(case, 1)
    agreement = max(difference(coarse[key], fine[key]) for key in fine)
    print(f'{case["name"]}: {agreement:.1e} in {time.process_time() - started:.1f} s', flush=True)
    matrices = {key: None if value is None else finite(value) for key, value in fine.items()}
    # Two levels agree to this, relative to the standard deviations, and the numbers written are those of the finer one.
    return {'name': case['name'], 'spec': case['spec'], 'parameters': parameters(case['spec']), **matrices, 'agreement': float(f'{max(agreement, 1e-15):.1e}')}


def parameters(spec):
    """The names of the rows: fixed effects, then the free entries of Sigma column by column."""
    names = [f['name'] for f in spec['fixed']]
    for random in spec['random']:
        effects, group = random['effects'], random['group']
        for i, j in Components(random).entries:
            names.append(f'var({effects[i]} | {group})' if i == j else f'cov({effects[j]}, {effects[i]} | {group})')
    return names


def finite(matrix):
    """As lists, null where an entry is infinite."""
    return [[x if math.isfinite(x) else None for x in row] for row in matrix.tolist()]


def key(entry):
    return entry['name'] + json.dumps(entry['spec'])


def write(results):
    head = {'versions': {'python': sys.version.split()[0], 'numpy': numpy.__version__, 'scipy': scipy.__version__}}
    lines = ',\n'.join(json.dumps(result, separators=(',', ':')) for result in results)
    OUTPUT.write_text(json.dumps(head)[:-1] + ', "cases": [\n' + lines + '\n]}\n')


def main():
    known = {}
    if OUTPUT.exists():
        known = {key(entry): entry for entry in json.loads(OUTPUT.read_text())['cases']}
    if len(sys.argv) == 1:
        wanted = range(len(cases))
    elif sys.argv[1] == 'missing':
        wanted = [i for i, case in enumerate(cases) if key(case) not in known]
    else:
        wanted = range(int(sys.argv[1]), int(sys.argv[2]))
    for position in wanted:
        known[key(cases[position])] = computed(cases[position])
        write([known[key(case)] for case in cases if key(case) in known])


if __name__ == '__main__':
    main()

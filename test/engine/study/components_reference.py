"""Variances of variance components by dense matrices, numpy 2.4: Gaussian ones exact, others by the shrunk mode with plain Monte-Carlo.

Writes components.json beside itself: the text of each model, and [variance, standard error] of each parameter. The seed is fixed. Takes about ten minutes.
Run: OPENBLAS_NUM_THREADS=1 python3 components_reference.py
"""
import json
import pathlib
import re
import sys

import numpy as np

from component_studies import gaussian, shrunk_mode
from study_cases import CASES

SHRUNK = {
    "crossed logistic, between items": 200,
    "crossed probit, correlated slope of persons": 200,
    "four levels, counts, arm in the third": 300,
    "pupils in schools, crossed with items, counts": 200,
    "crossed negative binomial with log link, within": 300,
    "crossed logistic, correlated slopes in both factors": 200,
    "three levels, inverse Gaussian with log link": 200,
    "crossed logistic, arms 2:1 and two predictors of the same group": 200,
}
GAUSSIAN = [name for name in SHRUNK if "inverse" not in name] + ["three crossed factors, logistic", "items and their raters, in persons, logistic"]
PHI = 0.8
rows = []


def add(name, text, effects, values, errors, components, phi):
    names = [*effects]
    for group, i, j in components:
        names.append(f"var({effects[i]} | {group})" if i == j else f"cov({effects[j]}, {effects[i]} | {group})")
    names += ["phi"] if phi else []
    assert len(names) == len(values)
    rows.append({"name": name, "text": text, "variances": {key: [float(v), float(e)] for key, v, e in zip(names, values, errors)}})
    print(name, rows[-1]["variances"], file=sys.stderr, flush=True)
    pathlib.Path(__file__).with_name("components.json").write_text(json.dumps(rows, indent=1) + "\n")


for name in GAUSSIAN:
    text, effects, study = CASES[name]
    study.phi = PHI
    values, components = gaussian(study)
    text = re.sub(r"family \w+(\([^)]*\))?( link \w+)?", f"family gaussian(phi = {PHI})", text)
    add(f"{name}, as a Gaussian model", text, effects, values, 0 * values, components, True)
    study.phi = 1
for at, (name, batches) in enumerate(SHRUNK.items()):
    text, effects, study = CASES[name]
    if "inverse" in name:
        study.phi = 0.3
    values, errors, components = shrunk_mode(study, np.random.default_rng([13, at]), batches)
    add(name, text, effects, values, errors, components, False)

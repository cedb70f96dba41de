"""The refined covariance {E[X'(W^-1 + ZGZ')^-1 X]}^-1 of whole studies by plain Monte-Carlo with dense matrices, numpy 2.4.

Writes reference.json beside itself: the text of each model, and [variance, standard error] of each fixed effect. The seed is fixed. Takes about ten minutes.
Run: OPENBLAS_NUM_THREADS=1 python3 reference.py
"""
import json
import pathlib
import sys

import numpy as np

from study_cases import CASES
from study_designs import variances

TARGET = pathlib.Path(__file__).with_name("reference.json")
known = {one["name"]: one for one in json.loads(TARGET.read_text())} if TARGET.exists() else {}
for at, (name, (text, effects, study)) in enumerate(CASES.items()):
    if known.get(name, {}).get("text") == text:
        continue
    values, errors, studies = variances(study, np.random.default_rng([20, at]))
    known[name] = {"name": name, "text": text, "studies": studies, "variances": {effect: [float(v), float(e)] for effect, v, e in zip(effects, values, errors)}}
    print(name, studies, values, errors / values, file=sys.stderr, flush=True)
    TARGET.write_text(json.dumps([known[one] for one in CASES if one in known], indent=1) + "\n")

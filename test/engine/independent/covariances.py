"""The covariance of a block of random effects in a spec, written and read."""


def covariance_of_pairs(sigma, free):
    """The least general structure in which exactly the free pairs have a covariance."""
    pairs = [[i, j] for i in range(len(sigma)) for j in range(i)]
    named = [[i, j] for i, j in pairs if free[i][j]]
    if named == pairs:
        return {'structure': 'unstructured', 'matrix': sigma}
    if not named:
        return {'structure': 'diagonal', 'variances': [row[i] for i, row in enumerate(sigma)]}
    return {'structure': 'partlyNamed', 'matrix': sigma, 'pairs': named}


def sigma_of(random):
    """The matrix Sigma of a block of random effects."""
    covariance = random['covariance']
    if covariance['structure'] == 'diagonal':
        variances = covariance['variances']
        return [[x if i == j else 0 for j in range(len(variances))] for i, x in enumerate(variances)]
    return covariance['matrix']


def is_parameter(random, i, j):
    """Whether the entry (i, j), i >= j, of Sigma is a parameter."""
    covariance = random['covariance']
    return i == j or covariance['structure'] == 'unstructured' or [i, j] in covariance.get('pairs', [])

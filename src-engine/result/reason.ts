/** Why a number is missing, as data. */
import type { Accuracy } from '../spec/model-spec.js';

/** Why a number does not exist or was not computed: a code for programs and tests, and data for the message. */
export type Reason =
    /** The file asks for this quantity (`?`): numbers that depend on it need its value. `what`: an effect, a group, or `n`. */
    | { code: 'unknown-value'; what: string }
    /** The structure (crossed, several levels, a law of n, …) has no formula in this version. */
    | { code: 'structure'; structure: 'crossed' | 'levels' | 'unequal-sizes' | 'marginal' | 'empirical' }
    /** An expectation is infinite. `predictors`: those whose laws have too heavy tails; `group`: the one whose random slopes are too variable. */
    | { code: 'infinite-moment'; predictors: string[]; group: string | null; detail: string }
    /**
     * The mean of a variance over samples of the predictors is infinite, because some samples hardly determine the effects. `least`: the number of
     * observations from which on it is finite; null where there is none.
     */
    | { code: 'infinite-over-samples'; least: number | null }
    /** η leaves the link's domain on the support of the predictors, or through the random effects. */
    | { code: 'link-domain'; link: string; detail: string }
    /** Ω is singular: these effects' terms are linearly dependent. */
    | { code: 'collinear'; effects: string[] }
    | { code: 'not-positive-definite'; group: string; smallestEigenvalue: number }
    /**
     * No data of the design can tell the parameter. Each unit of `group` has one observation, and its variance can't be told from the dispersion or, with
     * answers of yes or no, from anything (`everything`); or each unit of the group `around` holds one unit of `group`; or the study has so few units of
     * `group` that the fixed effects that vary between them, as many as `effects`, fit each unit.
     */
    | { code: 'not-identified'; group: string; shared: 'dispersion' | 'everything'; around: null }
    | { code: 'not-identified'; group: string; shared: 'units'; around: string }
    | { code: 'not-identified'; group: string; shared: 'effects'; around: null; effects: number }
    /** The study has no more observations than fixed effects, `effects`, which fit each of them. */
    | { code: 'not-identified'; group: null; shared: 'observations'; around: null; effects: number }
    /** The integral is too inaccurate, even with as many points as are allowed; `reached`: relative error, null where nothing is certain. */
    | { code: 'accuracy'; reached: number | null }
    /** A number left the range of doubles, or an argument the domain of a function. */
    | { code: 'not-finite'; detail: string }
    /** A factor is asked for around something that is 0: no multiple of 0 is another number. `of`: its text. */
    | { code: 'factor-of-zero'; of: string }
    /** The term of this effect is no combination of random-effect terms (block A) or is one (block B). */
    | { code: 'wrong-block'; effect: string }
    /** The model breaks a rule. `path`: the part of an input that breaks it, e.g. `random[0].covariance`; missing if the fault is found later. */
    | { code: 'invalid'; detail: string; path?: string }
    /** No formula of this accuracy exists for the parameter in this structure. */
    | {
          code: 'no-formula';
          accuracy: Accuracy;
          structure:
              | 'crossed'
              | 'levels'
              | 'variance-components'
              | 'singular'
              | 'dispersion'
              | 'heavy-tails'
              | 'delta-method'
              | 'many-observations';
      }
    /**
     * The power of a study without groups is not known exactly, because its outcomes cannot be listed: predictors take too many values, there are too many
     * outcomes, the response is no count, or the numbers of observations are not fixed whole numbers.
     */
    | { code: 'not-enumerated'; because: 'values' | 'outcomes' | 'response' | 'sizes' }
    /** The exact information needs a simulation that was not asked for (or is running). */
    | { code: 'not-computed' }
    /** The computation was stopped by its caller. */
    | { code: 'stopped' };

/** Every code, so that a new one can't be forgotten here. */
const reasonCodes: Record<Reason['code'], true> = {
    'unknown-value': true,
    structure: true,
    'infinite-moment': true,
    'infinite-over-samples': true,
    'link-domain': true,
    collinear: true,
    'not-positive-definite': true,
    'not-identified': true,
    accuracy: true,
    'not-finite': true,
    'factor-of-zero': true,
    'wrong-block': true,
    invalid: true,
    'no-formula': true,
    'not-enumerated': true,
    'not-computed': true,
    stopped: true
};

/**
 * Whether a value is a reason. A result that can be missing has the type `T | Reason`, whatever `T` is (a number, an array, an object,
 * null): this function distinguishes the two by the code, so callers need no cast.
 */
export function isReason(x: unknown): x is Reason {
    return hasCodeOf(reasonCodes, x);
}

/** Whether a value is an object whose `code` is one of a record's keys. */
export function hasCodeOf(codes: Readonly<Record<string, true>>, x: unknown): boolean {
    return typeof x === 'object' && x !== null && 'code' in x && typeof x.code === 'string' && Object.hasOwn(codes, x.code);
}

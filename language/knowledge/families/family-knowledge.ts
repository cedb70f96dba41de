/** What the language knows of a family: words, arguments, documentation, and what other software calls it. */
import type { LinkOf } from '../../../src-engine/family/families.js';
import type { FamilyName, LinkName } from '../../../src-engine/spec/model-spec.js';

export interface FamilyArgument {
    /** As written in the language, in this order when positional. */
    name: 'phi' | 'trials' | 'size';
    meaning: string;
    /** The values that make sense, in words: `greater than 0`. */
    domain: string;
    /** Whether an expression over predictors may stand here, too. */
    mayBeTerm: boolean;
}

export interface FamilyLinkKnowledge {
    /** Where the mean is defined as a condition on η; null where every real η is fine. */
    domain: string | null;
    /** b''(η), or the Fisher weight (dμ/dη)²/V(μ) that takes its place where the link is not canonical. */
    weight: string;
    /** The expectations over a predictor x that must be finite for the variances to exist. */
    moment: string;
}

/** The parameters of a response as code of the target: names, or numbers. */
export interface ResponseCode {
    mu: string;
    phi: string;
    /** Number of trials. */
    trials: string;
    /** Size of a response that has one. */
    size: string;
    /** The size in a comment. */
    plainSize: string;
}

/** What other software calls the family. All code is that of a whole column, but for Stan's `draw`. */
export interface FamilyCode {
    r: {
        /** As in base R or MASS. */
        name: string;
        /** The link where none is written; null: a link can't be chosen. */
        defaultLink: LinkName | null;
        /** What `phi` is in a script, for a comment; null where the family has none. */
        phi: string | null;
        /** Lines that assign a column of responses to `y`, from `mu`, `phi` and `k` (the size) of the script. */
        draw: (y: string, trials: string) => string[];
        brms: { name: string; lacks: readonly LinkName[] };
        /** Null if glmmTMB does not have the family. */
        glmmTMB: { lacks: readonly LinkName[] } | null;
        /** Whether simr draws and refits it. */
        simr: boolean;
    };
    stan: {
        /** Whether a response is an `int`. */
        isWhole: boolean;
        /** Functions that Stan does not have. */
        functions: readonly string[];
        draw: (code: ResponseCode) => string;
        /** What stands behind `~`; `eta` is the linear predictor. */
        likelihood: (code: ResponseCode & { eta: string; link: LinkName }) => string;
    };
    julia: {
        draw: (code: ResponseCode) => string;
        distribution: (size: string) => string;
        /** Whether MixedModels.jl fits random effects reliably. */
        fitsRandomEffects: boolean;
    };
    python: {
        draw: (code: ResponseCode) => string;
        /** The family of statsmodels; `link` is a link object. */
        family: (link: string, size: string) => string;
    };
    /** The law of the response; numbers as LaTeX. */
    latex: (code: Pick<ResponseCode, 'mu' | 'phi' | 'trials' | 'size'>) => string;
}

export interface FamilyKnowledge {
    name: FamilyName;
    /** In running text: `negative binomial`. */
    title: string;
    /** Of the response, in the notation of the model: `Poisson(μ)`. */
    law: string;
    arguments: FamilyArgument[];
    /** The default first; null: the engine has the link, the language does not offer it. */
    links: Partial<Record<LinkName, FamilyLinkKnowledge | null>>;
    /** V(μ) as symbols. */
    varianceFunction: string;
    /** What e^effect is called with the log link. */
    logRatio: string;
    /** What is observed; continues "Response: …". */
    response: string;
    documentation: string;
    citation: string;
    code: FamilyCode;
}

/** A family's knowledge, with every link that the engine has of it. */
export type FamilyKnowledgeOf<Name extends FamilyName> = FamilyKnowledge & {
    name: Name;
    links: Record<LinkOf<Name>, FamilyLinkKnowledge | null>;
};

export const phi: FamilyArgument = { name: 'phi', meaning: 'dispersion φ', domain: 'greater than 0', mayBeTerm: false };

export const mccullaghNelder = 'McCullagh & Nelder (1989), Generalized Linear Models, 2nd ed.';

/** Words for what the grammar expects, by the names of its rules. */
interface RuleWords {
    /** The words for what a rule expects if the next token fits none of its parts. */
    expected?: string;
    /** How the whole is written. */
    form?: string;
}

const number = 'a number or an expression';

export const ruleWords: Record<string, RuleWords> = {
    File: { expected: 'a model', form: '`model NAME { … }`' },
    Model: { expected: 'a line of the model, such as `family poisson`', form: '`model NAME { … }`' },
    Constant: { form: '`let a = 1`' },
    Constants: { form: '`let a = 1`' },
    Family: { form: '`family poisson` or `family gaussian(phi = 2) link log`' },
    Predictor: {
        expected: '`~`, `each` or `=`',
        form: '`predictor x ~ Normal(0, 1)`, `predictor t each 0, 1` or `predictor q = x^2`'
    },
    PredictorName: { form: '`predictor x ~ Normal(0, 1)`' },
    Law: { expected: 'a law', form: '`Normal(0, 1)`' },
    NamedLaw: { form: '`Normal(0, 1)`' },
    Discrete: { form: '`Discrete(0: 0.3, 1: 0.7)`' },
    Categorical: { form: '`Categorical(a: 0.2, b: 0.8)`' },
    Level: { form: '`Categorical(a: 0.2, b: 0.8)`' },
    LevelName: { expected: 'the name of a level' },
    Mixture: { form: '`Mixture(0.9: Normal(0, 1), 0.1: Normal(3, 1))`' },
    Component: { form: '`Mixture(0.9: Normal(0, 1), 0.1: Normal(3, 1))`' },
    Empirical: { form: '`Empirical(DATA.COLUMN)`' },
    FixedEffects: { expected: '`{`', form: '`fixed { beta1: x = 0.5 }`' },
    FixedEffect: { form: '`beta1: x = 0.5`: name, what it multiplies, value' },
    RandomEffects: { form: '`random GROUP { beta0 sd 0.8 }`' },
    RandomEntry: { expected: 'a random effect', form: '`beta0 sd 0.8`' },
    RandomEffect: { expected: '`sd`, `variance` or `icc`', form: '`beta0 sd 0.8`' },
    Dependence: { form: '`correlation(beta0, beta1) = 0.2`' },
    Design: { form: '`design { GROUP = 50, n = 20 }`' },
    DesignEntry: { expected: 'a count', form: '`GROUP = 50`' },
    Count: { form: '`GROUP = 50`' },
    GroupSize: { expected: '`=` or `~`', form: '`n = 20` or `n ~ Poisson(20)`' },
    Sweep: { expected: 'what is swept', form: '`sweep NAME = 5..50 step 5` or `sweep NAME = 0.2, 0.5`' },
    Test: { form: '`test beta1 = 0 power 0.9`' },
    Hypothesis: { form: '`test beta1 = 0`' },
    Alternative: { expected: '`two-sided`, `greater` or `less`' },
    ReferenceLaw: { expected: '`z` or `t`', form: '`reference t`' },
    Precision: { form: '`precision beta1 halfwidth 0.1`' },
    Cost: { form: '`cost { per GROUP 100, per observation 5, budget 20000 }`' },
    Price: { expected: 'a group or `observation`', form: '`per GROUP 100`' },
    Derived: { form: '`derive theta = exp(beta0)`' },
    Data: { form: '`data NAME from "file.csv" { response y, GROUP id, x dose }`' },
    Column: { expected: 'a name', form: '`response y` or `x dose`: a name, then its column' },
    ColumnName: { expected: 'the name of a column' },
    Text: { expected: 'a text in quotes' },
    Simulation: { form: '`simulate { replicates 1000, seed 42 }`' },
    Using: { expected: '`leading`, `two-term`, `refined` or `exact`' },
    Expression: { expected: number },
    Operation: { expected: number },
    Signed: { expected: number },
    Exponentiation: { expected: number },
    Primary: { expected: number },
    Call: { form: '`log(2)`, or `var(beta0 | GROUP)` in derived quantities' },
    Reference: { form: '`site[b]`' }
};

/** The names that rules expect. */
export const expectedNames: Record<string, string> = {
    Model: 'a name for the model',
    Constant: 'the name of a constant',
    PredictorName: 'the name of a predictor',
    Predictor: 'the name of a group',
    RandomEffects: 'the name of a group',
    RandomEffect: 'the name of an effect',
    Dependence: 'the name of an effect',
    FixedEffect: 'the name of an effect',
    Derived: 'a name',
    Data: 'a name for the data',
    Family: 'the name of a family',
    NamedLaw: 'the name of a law'
};

/** What blocks expect where the parser expects their closing brace, because an entry can't be read. */
export const expectedEntries: Record<string, string> = {
    FixedEffects: 'an effect, such as `beta1: x = 0.5`',
    RandomEffects: 'a random effect, such as `beta0 sd 0.8`',
    Design: 'a count, such as `GROUP = 50` or `n = 20`',
    Cost: '`per GROUP 100`, `per observation 5` or `budget 20000`',
    Data: 'a column, such as `response y` or `x dose`',
    Simulation: '`replicates 1000`, `seed 42` or `method laplace`'
};

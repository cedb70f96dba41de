/**
 * Makes the setup of Chevrotain's parser cheaper. It is most of the time until a program has read its first file, and nobody waits
 * for it to be complete.
 */

/** What is used of the inside of Chevrotain's parser. */
interface Inside {
    lookaheadStrategy: LookaheadStrategy;
    RECORDING_PHASE: boolean;
    setLaFuncCache: (rule: number, key: number, decide: Decide) => void;
    enableRecording: () => void;
}

/** Decides by the next tokens which way the parser takes. */
type Decide = ((this: unknown, ...alternatives: unknown[]) => unknown) & { putInPlace?: (decide: Decide) => void };

interface LookaheadStrategy {
    initialize: (options: unknown) => void;
    buildLookaheadForAlternation: (options: unknown) => Decide;
    buildLookaheadForOptional: (options: unknown) => Decide;
}

export function withQuickSetup(parser: object): void {
    decideWhenNeeded(parser as Inside);
    recordBeforeThePrototype(parser as Inside);
}

/** Finds out how to decide between the alternatives of a rule where the parser first comes to them. A file uses a part of the grammar. */
function decideWhenNeeded(parser: Inside): void {
    const strategy = parser.lookaheadStrategy;
    const later = (build: () => Decide): Decide => {
        const decide: Decide = function (...alternatives) {
            const built = build();
            decide.putInPlace?.(built);
            return built.apply(this, alternatives);
        };
        return decide;
    };
    const lookaheadStrategy: LookaheadStrategy = {
        initialize: options => strategy.initialize(options),
        buildLookaheadForAlternation: options => later(() => strategy.buildLookaheadForAlternation(options)),
        buildLookaheadForOptional: options => later(() => strategy.buildLookaheadForOptional(options))
    };
    const put = parser.setLaFuncCache.bind(parser);
    const setLaFuncCache = (rule: number, key: number, decide: Decide): void => {
        decide.putInPlace = built => put(rule, key, built);
        put(rule, key, decide);
    };
    Object.assign(parser, { lookaheadStrategy, setLaFuncCache });
}

/**
 * Puts the methods with which Chevrotain records the grammar between the parser and its prototype. Chevrotain puts about ninety on the parser and deletes
 * each, which is slow on an object with fast properties.
 */
function recordBeforeThePrototype(parser: Inside): void {
    const prototype = Object.getPrototypeOf(parser) as Inside;
    const enableRecording = (): void => {
        const recorder = Object.create(prototype) as Inside;
        prototype.enableRecording.call(recorder);
        Object.setPrototypeOf(parser, recorder);
        parser.RECORDING_PHASE = true;
    };
    const disableRecording = (): void => {
        Object.setPrototypeOf(parser, prototype);
        parser.RECORDING_PHASE = false;
    };
    Object.assign(parser, { enableRecording, disableRecording });
}

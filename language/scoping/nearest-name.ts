/** Edits (insertions, deletions, replacements, swaps of neighbours) between two texts. */
function editDistance(a: string, b: string): number {
    let beforeLast: number[] = [];
    let last = Array.from({ length: b.length + 1 }, (_, j) => j);
    for (let i = 1; i <= a.length; i++) {
        const row = [i];
        for (let j = 1; j <= b.length; j++) {
            const replaced = last[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
            const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? beforeLast[j - 2]! + 1 : Infinity;
            row.push(Math.min(replaced, swapped, last[j]! + 1, row[j - 1]! + 1));
        }
        beforeLast = last;
        last = row;
    }
    return last[b.length]!;
}

/** A name in lower case, with plain digits for subscripts. */
function folded(name: string): string {
    return name.toLowerCase().replace(/[₀-₉]/g, digit => String(digit.charCodeAt(0) - 0x2080));
}

/** Whether names differ in their numbers alone: `beta1` does not mean `beta2`. */
function differsInNumber(a: string, b: string): boolean {
    const [first, second] = [folded(a), folded(b)];
    return first !== second && first.replace(/\d+/g, '#') === second.replace(/\d+/g, '#');
}

/** Longer names are not compared, because the cost grows with the square of their length. */
const longestCompared = 64;

/**
 * The known name that was probably meant: the one with the fewest edits, ignoring case. Undefined where none is near enough.
 */
export function nearestName(name: string, known: Iterable<string>): string | undefined {
    if (name.length > longestCompared) {
        return undefined;
    }
    let nearest: string | undefined;
    let least = Math.max(1, Math.floor(name.length / 3)) + 0.5;
    for (const candidate of known) {
        if (candidate.length > longestCompared || differsInNumber(name, candidate)) {
            continue;
        }
        const distance = editDistance(folded(name), folded(candidate));
        if (distance < least && distance < Math.max(name.length, candidate.length)) {
            nearest = candidate;
            least = distance;
        }
    }
    return nearest;
}

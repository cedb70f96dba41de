/** Bytes from a linear congruential generator (Knuth's MMIX constants): the same for everybody. */
export function seededBytes(length: number, seed: number): Uint8Array {
    const bytes = new Uint8Array(length);
    let state = BigInt(seed);
    for (let i = 0; i < length; i++) {
        state = BigInt.asUintN(64, state * 6364136223846793005n + 1442695040888963407n);
        bytes[i] = Number(state >> 56n);
    }
    return bytes;
}

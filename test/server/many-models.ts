/** A file of many models of fifteen lines, no two with the same numbers. */
export function manyModels(count: number): string {
    return Array.from({ length: count }, (_, index) => {
        const step = index / count;
        return `/** Variant ${index + 1} of a trial with repeated counts. */
model trial${index + 1} {
    let rate = ${(0.2 + step).toFixed(3)}
    family poisson
    predictor x ~ Uniform(-1, 1)
    fixed A {
        beta0: 1 = log(rate)
    }
    fixed B {
        beta1: x = ${(1 + step).toFixed(3)}
    }
    random subject { beta0 sd ${(0.5 + step).toFixed(3)} }
    design { subject = 50, n = 20 }
    test beta1 = 0 power 0.9
}
`;
    }).join('\n');
}

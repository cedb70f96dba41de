// Brute force for C_B of a logistic model with random intercept and slope, each of variance 25, on a predictor that shares a term with another:
// plain trapezoidal sums over (U0, U1), log X1 and log X2, two of them in one dense product. Written on its own, without the engine's methods.
//
//     g++ -O3 -fopenmp two_continuous.cpp -o two_continuous
//     ./two_continuous 0.025 0.02 0.09 0        x1 ~ Gamma(2, 1), x2 ~ LogNormal(0, 0.5)
//     ./two_continuous 0.025 0.02 0.09 1        the other way round
//
// Arguments: steps of the standardised random effects, of log x1 and of log x2 (the latter in standard deviations where it is log-normal).
// Prints C_B's (b2, b2), (b2, b3), (b3, b3), converged to about 5e-13.
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <vector>

struct Rule {
    std::vector<double> x, weight;
};

static Rule gamma2(double step) {
    Rule rule;
    for (double s = -20; s < 4.1; s += step) {
        const double x = std::exp(s);
        rule.x.push_back(x);
        rule.weight.push_back(step * x * x * std::exp(-x));
    }
    return rule;
}

static Rule logNormal(double step) {
    Rule rule;
    for (double s = -8.6; s < 8.6; s += step) {
        rule.x.push_back(std::exp(0.5 * s));
        rule.weight.push_back(step * std::exp(-0.5 * s * s) / std::sqrt(2 * M_PI));
    }
    return rule;
}

int main(int, char **argument) {
    const double stepU = std::atof(argument[1]), step1 = std::atof(argument[2]), step2 = std::atof(argument[3]);
    const bool swapped = std::atoi(argument[4]) != 0;
    const Rule one = swapped ? logNormal(step1) : gamma2(step1), two = swapped ? gamma2(step2) : logNormal(step2);
    const int reach = static_cast<int>(8 / stepU);
    double s00 = 0, s01 = 0, s11 = 0;
#pragma omp parallel for schedule(dynamic) reduction(+ : s00, s01, s11)
    for (int i = -reach; i <= reach; i++)
        for (int j = -reach; j <= reach; j++) {
            const double z0 = i * stepU, z1 = j * stepU;
            const double density = stepU * stepU / (2 * M_PI) * std::exp(-0.5 * (z0 * z0 + z1 * z1));
            if (density < 1e-21) continue;
            double a00 = 0, a01 = 0, a11 = 0, b00 = 0, b01 = 0, b11 = 0, c00 = 0, c01 = 0, c11 = 0;
            for (size_t k = 0; k < one.x.size(); k++) {
                const double x = one.x[k], eta0 = 0.2 + 5 * z0 + (0.3 + 5 * z1) * x, slope = -0.4 + 0.2 * x;
                double g0 = 0, g1 = 0, g2 = 0;
                for (size_t l = 0; l < two.x.size(); l++) {
                    const double e = std::exp(-std::fabs(eta0 + slope * two.x[l]));
                    const double w = one.weight[k] * two.weight[l] * e / ((1 + e) * (1 + e));
                    g0 += w;
                    g1 += w * two.x[l];
                    g2 += w * two.x[l] * two.x[l];
                }
                a00 += g0, a01 += g0 * x, a11 += g0 * x * x;
                b00 += g1, b01 += g1 * x, b11 += g1 * x * x;
                c00 += g2, c01 += g2 * x, c11 += g2 * x * x;
            }
            const double det = a00 * a11 - a01 * a01;
            if (!(det > 0)) continue;
            const double i00 = a11 / det, i01 = -a01 / det, i11 = a00 / det;
            s00 += density * (c00 - (b00 * b00 * i00 + 2 * b00 * b01 * i01 + b01 * b01 * i11));
            s01 += density * (c01 - (b00 * b01 * i00 + (b00 * b11 + b01 * b01) * i01 + b01 * b11 * i11));
            s11 += density * (c11 - (b01 * b01 * i00 + 2 * b01 * b11 * i01 + b11 * b11 * i11));
        }
    const double det = s00 * s11 - s01 * s01;
    std::printf("%.14g %.14g %.14g\n", s11 / det, -s01 / det, s00 / det);
}

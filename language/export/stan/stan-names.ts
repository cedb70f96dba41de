/**
 * Words that cannot be names of variables in a Stan program: of the language, of C++, of functions and laws, and of the program's own local
 * variables.
 */
export const reservedInStan: readonly string[] = `
for in while repeat until if then else true false target int real complex vector simplex unit_vector sum_to_zero_vector ordered positive_ordered
row_vector matrix tuple array cholesky_factor_corr cholesky_factor_cov corr_matrix cov_matrix column_stochastic_matrix row_stochastic_matrix
functions model data parameters quantities transformed generated var return break continue void profile lower upper offset multiplier print reject
fatal_error jacobian lp__ truncate export extern static auto alignas alignof and and_eq asm bitand bitor bool case catch char char16_t char32_t
class compl const constexpr const_cast decltype default delete do double dynamic_cast enum explicit float friend goto inline long mutable namespace
new noexcept not not_eq nullptr operator or or_eq private protected public register reinterpret_cast short signed sizeof static_assert static_cast
struct switch template this thread_local throw try typedef typeid typename union unsigned using virtual volatile wchar_t xor xor_eq fvar STAN_MAJOR
STAN_MINOR STAN_MATH_MAJOR STAN_MATH_MINOR
abs fabs fdim fmin fmax fmod floor ceil round trunc sqrt cbrt square exp exp2 log log2 log10 pow inv inv_sqrt inv_square hypot cos sin tan acos
asin atan atan2 cosh sinh tanh acosh asinh atanh logit inv_logit inv_cloglog erf erfc Phi inv_Phi Phi_approx binary_log_loss owens_t beta inc_beta
lbeta tgamma lgamma digamma trigamma lmgamma gamma_p gamma_q choose binomial_coefficient_log bessel_first_kind bessel_second_kind log1p log1m
log1p_exp log1m_exp log_diff_exp log_mix log_sum_exp log_inv_logit log1m_inv_logit expm1 fma multiply_log ldexp lmultiply rising_factorial
falling_factorial log_rising_factorial log_falling_factorial step is_inf is_nan e pi machine_precision negative_infinity not_a_number
positive_infinity sqrt2 max min sum prod mean variance sd distance squared_distance dims num_elements rep_array sort_asc sort_desc rank reverse
row col rows cols columns_dot_product columns_dot_self rows_dot_product rows_dot_self dot_product dot_self tcrossprod crossprod quad_form trace determinant inverse diagonal diag_matrix diag_matrix_vector identity_matrix
rep_vector rep_row_vector rep_matrix head tail segment append_array append_col append_row softmax log_softmax cumulative_sum cov_exp_quad
eigenvalues_sym eigenvectors_sym qr_Q qr_R cholesky_decompose singular_values svd to_matrix to_vector to_row_vector to_array_1d to_array_2d to_int
integrate_ode map_rect algebra_solver reduce_sum size norm1 norm2 quantile linspaced_array get_real get_imag conj arg proj norm
bernoulli bernoulli_logit binomial binomial_logit beta_binomial hypergeometric categorical categorical_logit ordered_logistic neg_binomial
neg_binomial_2 neg_binomial_2_log poisson poisson_log multinomial normal std_normal exp_mod_normal skew_normal student_t cauchy
double_exponential logistic gumbel lognormal chi_square inv_chi_square scaled_inv_chi_square exponential gamma inv_gamma weibull frechet rayleigh
pareto wiener beta_proportion von_mises uniform multi_normal multi_student_t dirichlet wishart inv_wishart lkj_corr
values part points drawn sizes_rng inverse_gaussian i c cells
`
    .trim()
    .split(/\s+/);

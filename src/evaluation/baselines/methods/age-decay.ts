/**
 * Weight exp(-age / τ) of each row [rows].
 *
 * @param ageDays age of each row in days
 * @param decayDays τ; 0 for no decay: all weights 1
 */
export function ageDecay(ageDays: Float64Array, decayDays: number): Float64Array {
  return ageDays.map((age) => (decayDays > 0 ? Math.exp(-age / decayDays) : 1));
}

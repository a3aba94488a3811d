/** A quality: four decimals, without the leading zero. */
export function quality(value: number): string {
  return value.toFixed(4).replace(/^(-?)0\./, '$1.');
}

/** A share: percent with one decimal. */
export function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

export function whole(count: number): string {
  return count.toLocaleString('en');
}

/** A difference of qualities, with its sign. */
export function signed(difference: number): string {
  return `${difference < 0 ? '−' : '+'}${quality(Math.abs(difference))}`;
}

/** A p value; what resampling cannot tell from 0 is stated as a bound. */
export function pValue(p: number): string {
  return p < 0.001 ? '< .001' : p.toFixed(3).replace(/^0/, '');
}

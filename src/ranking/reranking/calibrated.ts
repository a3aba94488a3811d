import type { Calibration } from '../types.js';

/** The probability that a first stage's p(y | x) stands for; itself where nothing was calibrated. */
export function calibrated(calibration: Calibration | undefined, posterior: number): number {
  if (calibration === undefined) return posterior;
  const { intercept, slope } = calibration;
  return 1 / (1 + Math.exp(-intercept - slope * Math.log(posterior + Number.MIN_VALUE)));
}

import { newtonStep } from '../../core/numerics/index.js';
import { SIGNALS } from '../reranking/index.js';
import type { Calibration } from '../types.js';
import type { SecondStageQuery } from './second-stage-query.js';

const STEPS = 12;
const POSTERIOR = SIGNALS.indexOf('posterior');

/**
 * How probable it is that the basket of a question also holds a candidate, from the first stage's log probability: a logistic
 * curve through all candidates of the held-out questions (J. C. Platt, 1999), by Newton's method.
 *
 * @returns undefined without any right answer among the candidates
 */
export function calibrate(queries: readonly SecondStageQuery[]): Calibration | undefined {
  if (!queries.some(({ truths }) => truths.length > 0)) return undefined;
  let theta = [0, 1];
  for (let step = 0; step < STEPS; step++) {
    const { gradient, hessian } = moments(queries, theta);
    theta = newtonStep(theta, gradient, hessian, 2);
  }
  return { intercept: theta[0], slope: Math.max(0, theta[1]) };
}

/** Gradient and negative second derivatives of the log likelihood. */
function moments(
  queries: readonly SecondStageQuery[],
  [intercept, slope]: readonly number[],
): { gradient: number[]; hessian: number[][] } {
  const gradient = [0, 0];
  const hessian = [
    [1e-9, 0],
    [0, 1e-9],
  ];
  for (const { table, truths } of queries) {
    const right = new Set(truths);
    for (let i = 0; i < table.products.length; i++) {
      const value = table.signals[i * SIGNALS.length + POSTERIOR];
      const probability = 1 / (1 + Math.exp(-intercept - slope * value));
      const error = (right.has(i) ? 1 : 0) - probability;
      const variance = probability * (1 - probability);
      gradient[0] += error;
      gradient[1] += error * value;
      hessian[0][0] += variance;
      hessian[0][1] += variance * value;
      hessian[1][1] += variance * value * value;
    }
  }
  hessian[1][0] = hessian[0][1];
  return { gradient, hessian };
}

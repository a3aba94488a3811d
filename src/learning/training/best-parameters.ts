import { copyOf, type ParameterValues } from './adam-state.js';

/** Early stopping: the parameters with the best validation so far, and how long ago that was. */
export interface BestParameters {
  readonly value: number;
  /** The step after which they were validated. */
  readonly step: number;
  readonly parameters: ParameterValues;
  /** Validations since then. */
  readonly since: number;
}

/** The better of what was best and what was validated now, which is copied; of equals the earlier. */
export function betterOf(
  best: BestParameters | undefined,
  value: number,
  step: number,
  parameters: ParameterValues,
): BestParameters {
  if (best === undefined || value > best.value) return { value, step, parameters: copyOf(parameters), since: 0 };
  return { ...best, since: best.since + 1 };
}

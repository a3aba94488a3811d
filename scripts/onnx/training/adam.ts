import { ADAM_BETAS } from '../../../src/learning/training/index.js';
import type { GraphBuilder } from '../graph-builder.js';

/** What a step of Adam reads beside parameters and gradients; numbers of shape [1]. */
export interface AdamInputs {
  /** `adamStepSize` of the step. */
  readonly stepSize: string;
  /** 1 − learning rate · weight decay, for parameters that decay (Loshchilov and Hutter, ICLR 2019). */
  readonly shrink: string;
}

/** A parameter's tensor and its two moments. */
export interface AdamState {
  readonly parameter: string;
  readonly first: string;
  readonly second: string;
}

/** The names of a parameter's tensors: itself, and its moments under `_m` and `_v`. */
export function adamState(parameter: string, as = (name: string): string => name): AdamState {
  return { parameter: as(parameter), first: as(`${parameter}_m`), second: as(`${parameter}_v`) };
}

/**
 * One step of Adam (Kingma and Ba, ICLR 2015): m' = β₁m + (1−β₁)g, v' = β₂v + (1−β₂)g², p' = shrink·p − step·m'/max(√v', ε).
 *
 * ε bounds the root from below instead of being added: optimisers of graphs drop an added 1e-8 as if it were zero.
 */
export function adamStep(
  graph: GraphBuilder,
  state: AdamState,
  gradient: string,
  { stepSize, shrink }: AdamInputs,
  decays: boolean,
  names: AdamState,
): void {
  const share = (name: string, value: number): string => graph.scalar(`adam_${name}`, value);
  const mix = (old: string, fresh: string, beta: 'first' | 'second', output: string): string =>
    graph.apply(
      'Add',
      [
        graph.apply('Mul', [old, share(beta, ADAM_BETAS[beta])]),
        graph.apply('Mul', [fresh, share(`rest_of_${beta}`, 1 - ADAM_BETAS[beta])]),
      ],
      {},
      output,
    );
  const first = mix(state.first, gradient, 'first', names.first);
  const second = mix(state.second, graph.apply('Mul', [gradient, gradient]), 'second', names.second);
  const root = graph.apply('Max', [graph.apply('Sqrt', [second]), share('smallest_root', 1e-10)]);
  const step = graph.apply('Mul', [graph.apply('Div', [first, root]), stepSize]);
  const kept = decays ? graph.apply('Mul', [state.parameter, shrink]) : state.parameter;
  graph.apply('Sub', [kept, step], {}, names.parameter);
}

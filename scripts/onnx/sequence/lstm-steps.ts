import type { GraphBuilder } from '../graph-builder.js';
import { sequenceHidden as hidden, sequenceLongest as longest } from '../../../src/learning/sequence/index.js';

const gates = 4 * hidden;

/**
 * An LSTM (Hochreiter and Schmidhuber, 1997) in both directions, unrolled over the longest sequence:
 * z = x W + h U, c' = σ(z_f) c + σ(z_i) tanh(z_g), h' = σ(z_o) tanh(c'), gates in ONNX's order i, o, f, g; the last row
 * of W is the bias.
 *
 * Both directions are one batched product: direction 1 reads each sequence backwards from its own last element, so that
 * padding stands behind the elements in either direction and no state needs a mask.
 *
 * @param states [2, T · B, d], direction by direction, step by step; carries no gradient
 * @returns h of each step, [2, B, hidden]
 */
export function lstmSteps(
  graph: GraphBuilder,
  states: string,
  inputKernel: string,
  recurrentKernel: string,
): readonly string[] {
  const one = graph.scalar('one', 1);
  const withOne = graph.apply('Pad', [states, graph.integers('one_column_behind', [0, 0, 0, 0, 0, 1]), one]);
  graph.declare(withOne, [2, 'TB', 'd+1']);
  const fromInputs = graph.apply('MatMul', [withOne, inputKernel]);
  const steps = graph.applyMany('Split', [fromInputs], { axis: 1, num_outputs: longest }, longest);
  let cell: string | undefined;
  let state: string | undefined;
  return steps.map((step) => {
    graph.declare(step, [2, 'B', gates]);
    const recurrent = state === undefined ? undefined : graph.apply('MatMul', [state, recurrentKernel]);
    const z = recurrent === undefined ? step : graph.apply('Add', [step, recurrent]);
    const [i, o, f, g] = graph
      .applyMany('Split', [z], { axis: 2, num_outputs: 4 }, 4)
      .map((part) => graph.declare(part, [2, 'B', hidden]));
    const fresh = graph.apply('Mul', [graph.apply('Sigmoid', [i]), graph.apply('Tanh', [g])]);
    cell =
      cell === undefined ? fresh : graph.apply('Add', [graph.apply('Mul', [graph.apply('Sigmoid', [f]), cell]), fresh]);
    state = graph.apply('Mul', [graph.apply('Sigmoid', [o]), graph.apply('Tanh', [cell])]);
    return state;
  });
}

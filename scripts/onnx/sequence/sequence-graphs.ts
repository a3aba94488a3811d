import { sequenceHidden as hidden, sequenceLongest as longest } from '../../../src/learning/sequence/index.js';
import { differentiate } from '../differentiate.js';
import { GraphBuilder, type BuiltGraph } from '../graph-builder.js';
import type { Shape } from '../tensor-shapes.js';
import { sumLast } from '../gradient-sums.js';
import { adamState, adamStep } from '../training/adam.js';
import { lstmSteps } from './lstm-steps.js';
import { queryVectors } from './query-vectors.js';

/** What is learned, by name. */
const learned: Readonly<Record<string, Shape>> = {
  input_kernel: [2, 'd+1', 4 * hidden],
  recurrent_kernel: [2, hidden, 4 * hidden],
  projection: [2 * hidden, 'd'],
  log_scale: [1],
  popularity_weight: [1],
};

/** The loss of B sequences as a graph: shared by the training step and the check of its gradients. */
function sequenceLoss(graph: GraphBuilder): string {
  const embeddings = graph.input('embeddings', 'float32', ['N', 'd']);
  const items = graph.input('items', 'int32', [2, 'TB']);
  const stepWeights = graph.input('step_weights', 'float32', [longest, 'B', 1]);
  const recent = graph.input('recent', 'float32', ['B', 'd']);
  const candidates = graph.input('candidates', 'int32', ['K']);
  const popularity = graph.input('popularity', 'float32', ['K']);
  const offsets = graph.input('offsets', 'float32', ['B', 'K']);
  const targets = graph.input('targets', 'float32', ['B', 'K']);
  for (const [name, shape] of Object.entries(learned)) graph.input(name, 'float32', shape);

  const states = graph.apply('Gather', [embeddings, items], { axis: 0 });
  const hiddenStates = lstmSteps(graph, states, 'input_kernel', 'recurrent_kernel');
  const weights = graph.applyMany('Split', [stepWeights], { axis: 0, num_outputs: longest }, longest);
  const mean = hiddenStates
    .map((state, t) => graph.apply('Mul', [state, graph.declare(weights[t], [1, 'B', 1])]))
    .reduce((sum, state) => graph.apply('Add', [sum, state]));
  const rows = graph.apply('Transpose', [mean], { perm: [1, 0, 2] });
  const meanState = graph.apply('Reshape', [rows, graph.integers('both_directions', [-1, 2 * hidden])]);
  const queries = queryVectors(graph, recent, graph.declare(meanState, ['B', 2 * hidden]), 'projection', 'queries');

  const vectors = graph.apply('Gather', [embeddings, candidates], { axis: 0 });
  const cosines = graph.apply('Gemm', [queries, vectors], { transB: 1 });
  const scaled = graph.apply('Mul', [cosines, graph.apply('Exp', ['log_scale'])]);
  const popular = graph.apply('Mul', [popularity, 'popularity_weight']);
  const logits = graph.apply('Add', [graph.apply('Add', [scaled, popular]), offsets]);
  const gains = graph.apply('Mul', [graph.apply('LogSoftmax', [logits], { axis: -1 }), targets]);
  const flat = graph.declare(graph.apply('Reshape', [gains, graph.integers('one_row', [1, -1])]), [1, 'elements']);
  return graph.apply('Neg', [sumLast(graph, flat)], {}, 'loss');
}

/** The loss, its gradients and the unrolled network's query vectors, for checks. Not shipped. */
export function sequenceGradients(): BuiltGraph {
  const graph = new GraphBuilder('sequence-gradients', 'loss of the sequence model and its gradients');
  const loss = sequenceLoss(graph);
  graph.output(loss, 'float32', [1, 1]);
  graph.output('queries', 'float32', ['B', 'd']);
  const names = Object.keys(learned);
  differentiate(graph, loss, names).forEach((gradient, i) => {
    graph.apply('Identity', [gradient], {}, `d_${names[i]}`);
    graph.output(`d_${names[i]}`, 'float32', learned[names[i]]);
  });
  return graph.build();
}

/**
 * One step of training: cross entropy of a softmax over K candidates, with sequences of at most T elements, differentiated
 * through all T steps, and Adam. ONNX Runtime has no gradient of its LSTM operator, hence the unrolled one.
 */
export function trainSequence(): BuiltGraph {
  const graph = new GraphBuilder(
    'train-sequence',
    'one Adam step of a bidirectional LSTM over each user’s items, towards the items that came next',
  );
  const loss = sequenceLoss(graph);
  graph.output(loss, 'float32', [1, 1]);
  const stepSize = graph.input('step_size', 'float32', [1]);
  const shrink = graph.input('shrink', 'float32', [1]);
  const names = Object.keys(learned);
  const gradients = differentiate(graph, loss, names);
  names.forEach((name, i) => {
    const state = adamState(name);
    const next = adamState(name, (tensor) => `${tensor}_next`);
    for (const moment of [state.first, state.second]) graph.input(moment, 'float32', learned[name]);
    adamStep(graph, state, gradients[i], { stepSize, shrink }, learned[name].length > 1, next);
    for (const output of [next.parameter, next.first, next.second]) graph.output(output, 'float32', learned[name]);
  });
  return graph.build();
}

/** Query vectors of B sequences of at most T elements: the trained model, by ONNX Runtime's own LSTM. */
export function sequence(): BuiltGraph {
  const graph = new GraphBuilder('sequence', 'unit query vectors of each user’s items, by a bidirectional LSTM');
  const embeddings = graph.input('embeddings', 'float32', ['N', 'd']);
  const items = graph.input('items', 'int32', ['T', 'B']);
  const lengths = graph.input('lengths', 'int32', ['B']);
  const stepWeights = graph.input('step_weights', 'float32', ['B', 'T', 1]);
  const recent = graph.input('recent', 'float32', ['B', 'd']);
  const inputKernel = graph.input('input_kernel', 'float32', learned.input_kernel);
  const recurrentKernel = graph.input('recurrent_kernel', 'float32', learned.recurrent_kernel);
  const projection = graph.input('projection', 'float32', learned.projection);

  const axis = graph.integers('row_axis', [1]);
  const last = graph.integers('last', [-1]);
  const kernel = graph.apply('Slice', [inputKernel, graph.integers('first', [0]), last, axis]);
  const bias = graph.apply('Squeeze', [
    graph.apply('Slice', [inputKernel, last, graph.integers('end', [2 ** 31 - 1]), axis]),
    axis,
  ]);
  // ONNX has a bias of the recurrent product too.
  const biases = graph.apply('Concat', [bias, graph.apply('Sub', [bias, bias])], { axis: 1 });
  const states = graph.apply(
    'LSTM',
    [
      graph.apply('Gather', [embeddings, items], { axis: 0 }),
      graph.apply('Transpose', [kernel], { perm: [0, 2, 1] }),
      graph.apply('Transpose', [recurrentKernel], { perm: [0, 2, 1] }),
      biases,
      lengths,
    ],
    { direction: { text: 'bidirectional' }, hidden_size: hidden },
  );
  // [T, 2, B, hidden] to [B, 2 hidden, T], so that the mean over T is a matrix product.
  graph.declare(states, ['T', 2, 'B', hidden]);
  const columns = graph.apply('Reshape', [
    graph.apply('Transpose', [states], { perm: [2, 1, 3, 0] }),
    graph.apply(
      'Concat',
      [
        graph.apply('Shape', [lengths]),
        graph.integers('both_directions', [2 * hidden]),
        graph.apply('Shape', [items], { start: 0, end: 1 }),
      ],
      { axis: 0 },
    ),
  ]);
  graph.declare(columns, ['B', 2 * hidden, 'T']);
  const mean = graph.apply('Squeeze', [
    graph.apply('MatMul', [columns, stepWeights]),
    graph.integers('last_axis', [2]),
  ]);
  queryVectors(graph, recent, graph.declare(mean, ['B', 2 * hidden]), projection, 'queries');
  graph.output('queries', 'float32', ['B', 'd']);
  return graph.build();
}

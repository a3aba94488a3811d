import { TRAINING_DEPTHS, type LayerKind } from '../../../src/learning/onnx/index.js';
import { GraphBuilder, type BuiltGraph } from '../graph-builder.js';
import { operators, trainingStep } from './training-step.js';
import { constantSpecs, parameterSpecs, stepSpecs, type TensorSpec } from './training-tensors.js';

/** The parameters and both moments of each. */
function stateSpecs(kind: LayerKind, depth: number): readonly TensorSpec[] {
  return parameterSpecs(kind, depth).flatMap(({ name, type, shape }) =>
    ['', '_m', '_v'].map((part) => ({ name: name + part, type, shape })),
  );
}

/** One optimisation step of an item network as a graph: `train-<layer>-<depth>`. */
export function trainingGraph(kind: LayerKind, depth: number): BuiltGraph {
  const graph = new GraphBuilder(
    `train-${kind}-${depth}`,
    `one step of Adam on the cross entropy of an item network with ${depth} ${kind} layers`,
  );
  const state = stateSpecs(kind, depth);
  for (const { name, type, shape } of state) graph.input(name, type, shape);
  const sparse = operators(graph);
  for (const { name, type, shape } of [...constantSpecs, ...stepSpecs]) graph.input(name, type, shape);
  const loss = trainingStep(graph, kind, depth, sparse, { of: (name) => name, next: (name) => `${name}_next` });
  graph.output(graph.apply('Identity', [loss], {}, 'loss'), 'float32', [1, 1]);
  for (const { name, type, shape } of state) graph.output(`${name}_next`, type, shape);
  return graph.build();
}

/**
 * Several steps in one run: `train-<layer>-<depth>-loop`. What differs from step to step has a leading axis of S steps; the
 * state goes round inside the runtime and crosses its border once.
 */
export function trainingLoopGraph(kind: LayerKind, depth: number): BuiltGraph {
  const graph = new GraphBuilder(
    `train-${kind}-${depth}-loop`,
    `S steps of Adam on the cross entropy of an item network with ${depth} ${kind} layers`,
  );
  const state = stateSpecs(kind, depth);
  for (const { name, type, shape } of state) graph.input(name, type, shape);
  const sparse = operators(graph);
  for (const { name, type, shape } of constantSpecs) graph.input(name, type, shape);
  for (const { name, type, shape } of stepSpecs) graph.input(name, type, ['S', ...shape]);
  const steps = graph.input('steps', 'int64', []);

  const body = new GraphBuilder('step', 'one step', graph);
  const step = body.input('step_number', 'int64', []);
  const goesOn = body.input('step_goes_on', 'bool', []);
  for (const { name, type, shape } of state) body.input(`now_${name}`, type, shape);
  const own = new Set(state.map(({ name }) => name));
  const ofStep = new Map(
    stepSpecs.map(({ name, shape }) => [
      name,
      body.declare(body.apply('Gather', [name, step], { axis: 0 }, `now_${name}`), shape),
    ]),
  );
  const loss = trainingStep(body, kind, depth, sparse, {
    of: (name) => ofStep.get(name) ?? (own.has(name) ? `now_${name}` : name),
    next: (name) => `then_${name}`,
  });
  body.output(body.apply('Identity', [goesOn], {}, 'then_goes_on'), 'bool', []);
  for (const { name, type, shape } of state) body.output(`then_${name}`, type, shape);
  body.output(body.apply('Identity', [loss], {}, 'step_loss'), 'float32', [1, 1]);

  const results = graph.applyMany('Loop', [steps, '', ...state.map(({ name }) => name)], { body }, state.length + 1);
  graph.output(graph.apply('Identity', [results[state.length]], {}, 'losses'), 'float32', ['S', 1, 1]);
  state.forEach(({ name, type, shape }, i) => {
    graph.output(graph.apply('Identity', [results[i]], {}, `${name}_next`), type, shape);
  });
  return graph.build();
}

/** All training graphs. */
export function trainingGraphs(): readonly BuiltGraph[] {
  return (['lightgcn', 'gcn', 'attention'] as const).flatMap((kind) =>
    TRAINING_DEPTHS.flatMap((depth) => [trainingGraph(kind, depth), trainingLoopGraph(kind, depth)]),
  );
}

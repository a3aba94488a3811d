import { TRAINING_DEPTHS, type LayerKind } from '../../../src/model/index.js';
import { GraphBuilder, type BuiltGraph } from '../graph-builder.js';
import { constantSpecs, operators, parameterSpecs, stepSpecs, trainingStep } from './training-step.js';

/** One optimisation step of an item network as a graph: `train-<layer>-<depth>`. */
export function trainingGraph(kind: LayerKind, depth: number): BuiltGraph {
  const graph = new GraphBuilder(
    `train-${kind}-${depth}`,
    `one step of Adam on the cross entropy of an item network with ${depth} ${kind} layers`,
  );
  const specs = parameterSpecs(kind, depth);
  const state = specs.flatMap(({ name, type, shape }) =>
    ['', '_m', '_v'].map((part) => ({ name: name + part, type, shape })),
  );
  for (const { name, type, shape } of state) graph.input(name, type, shape);
  const sparse = operators(graph);
  for (const { name, type, shape } of [...constantSpecs, ...stepSpecs]) graph.input(name, type, shape);
  const loss = trainingStep(graph, kind, depth, sparse, { of: (name) => name, next: (name) => `${name}_next` });
  graph.output(graph.apply('Identity', [loss], {}, 'loss'), 'float32', [1, 1]);
  for (const { name, type, shape } of state) graph.output(`${name}_next`, type, shape);
  return graph.build();
}

/** All training graphs. */
export function trainingGraphs(): readonly BuiltGraph[] {
  return (['lightgcn', 'gcn', 'attention'] as const).flatMap((kind) =>
    TRAINING_DEPTHS.map((depth) => trainingGraph(kind, depth)),
  );
}

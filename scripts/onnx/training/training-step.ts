import type { LayerKind } from '../../../src/learning/onnx/index.js';
import { differentiate, type Pullback } from '../differentiate.js';
import { onesRow, sumLast } from '../gradient-sums.js';
import type { GraphBuilder } from '../graph-builder.js';
import { adamState, adamStep } from './adam.js';
import { columnCrossEntropy } from './cross-entropy.js';
import { product, propagationLayer, rowLengths } from './layers.js';
import { SparseOperator } from './sparse-operator.js';
import { parameterSpecs } from './training-tensors.js';

/** The three sparse matrices that a step gathers through. */
export interface Operators {
  /** Normalised item graph, symmetric. */
  readonly adjacency: SparseOperator;
  /** Attributes of products [N, M]. */
  readonly attributes: SparseOperator;
  /** Its transposed [M, N]. */
  readonly members: SparseOperator;
}

export function operators(graph: GraphBuilder): Operators {
  return {
    adjacency: new SparseOperator(graph, 'graph', 'N'),
    attributes: new SparseOperator(graph, 'attributes', 'N'),
    members: new SparseOperator(graph, 'members', 'M'),
  };
}

/** Names of the tensors that a step reads and writes: a graph's inputs and outputs, or those of a loop's body. */
export interface StepNames {
  readonly of: (name: string) => string;
  readonly next: (name: string) => string;
}

/**
 * One optimisation step: forward, loss, gradients and Adam.
 *
 * h⁰ = keep_own ⊙ item_rows + attributes · attribute_rows, with dropout; L layers; h = mean of all layers' states, where
 * a product that plays a cold-start product (keep_graph 0) is left with h⁰. Logits of candidate y for query x:
 * e^log_scale ⟨h_x, h_y⟩ / lengths + bias_y + category_weight · lift + blocked + correction_y.
 *
 * @returns the name of the loss [1, 1]
 */
export function trainingStep(
  graph: GraphBuilder,
  kind: LayerKind,
  depth: number,
  { adjacency, attributes, members }: Operators,
  { of, next }: StepNames,
): string {
  const pullbacks: Pullback[] = [];
  const fromAttributes = product(graph, attributes, members, of('attribute_rows'));
  pullbacks.push(...fromAttributes.pullbacks);
  const own = graph.apply('Mul', [of('item_rows'), of('keep_own')]);
  const mask = graph.apply('Mul', [graph.apply('Cast', [of('dropout')], { to: 1 }), of('dropout_scale')]);
  const input = graph.apply('Mul', [graph.apply('Add', [own, fromAttributes.states]), mask]);

  let states = input;
  let propagated: string | undefined;
  for (let layer = 1; layer <= depth; layer++) {
    const result = propagationLayer(
      graph,
      kind,
      adjacency,
      states,
      kind === 'lightgcn' ? undefined : of(`kernel_${layer}`),
    );
    pullbacks.push(...result.pullbacks);
    states = result.states;
    propagated = propagated === undefined ? states : graph.apply('Add', [propagated, states]);
  }
  const mixed =
    propagated === undefined
      ? input
      : graph.apply('Mul', [
          graph.apply('Add', [input, graph.apply('Mul', [propagated, of('keep_graph')])]),
          graph.scalar('share_of_layer', 1 / (depth + 1)),
        ]);

  const inverses = new Map<string, string>();
  const rows = (data: string, index: string, inverse: string): string => {
    const gathered = graph.apply('Gather', [data, of(index)], { axis: 0 });
    inverses.set(gathered, of(inverse));
    return gathered;
  };
  const one = graph.scalar('one', 1);
  const scaled = (states_: string): string => {
    const mixedLength = graph.apply('Mul', [
      graph.apply('Sub', [rowLengths(graph, states_), one]),
      of('row_normalisation'),
    ]);
    return graph.apply('Div', [states_, graph.apply('Add', [mixedLength, one])]);
  };
  const queries = graph.apply('Mul', [
    scaled(rows(mixed, 'batch', 'batch_inverse')),
    graph.apply('Exp', [of('log_scale')]),
  ]);
  const candidates = scaled(rows(mixed, 'candidates', 'candidate_inverse'));
  // A column beside the states carries bias and correction through the matrix product.
  const column = graph.apply('Add', [rows(of('bias'), 'candidates', 'candidate_inverse'), of('correction')]);
  const oneEach = graph.apply('Add', [
    graph.apply('Mul', [
      graph.apply('Unsqueeze', [graph.apply('Cast', [of('batch')], { to: 1 }), graph.integers('last', [-1])]),
      graph.scalar('nothing', 0),
    ]),
    one,
  ]);
  const affinity = graph.apply(
    'Gemm',
    [graph.apply('Concat', [candidates, column], { axis: 1 }), graph.apply('Concat', [queries, oneEach], { axis: 1 })],
    { transB: 1 },
  );
  const category = categoryTerms(graph, of);
  pullbacks.push(category.pullback);
  const logits = graph.apply('Add', [affinity, category.terms]);
  const { loss, pullback } = columnCrossEntropy(
    graph,
    logits,
    { dense: of('targets'), places: of('target_places'), values: of('target_values') },
    of('query_weights'),
  );
  pullbacks.push(pullback);

  const specs = parameterSpecs(kind, depth);
  const gradients = differentiate(
    graph,
    loss,
    specs.map(({ name }) => of(name)),
    { pullbacks, inverses },
  );
  specs.forEach(({ name, decays }, i) => {
    const step = { stepSize: of('step_size'), shrink: of('shrink') };
    adamStep(graph, adamState(name, of), gradients[i], step, decays, adamState(name, next));
  });
  return loss;
}

/** category_weight · lift + blocked, for each candidate's category and each query's: [K, B]. */
function categoryTerms(
  graph: GraphBuilder,
  of: (name: string) => string,
): { readonly terms: string; readonly pullback: Pullback } {
  const columns = (table: string): string =>
    graph.declare(graph.apply('Gather', [of(table), of('batch_categories')], { axis: 1 }), ['C', 'B']);
  const lift = columns('lift');
  const table = graph.apply('Add', [graph.apply('Mul', [lift, of('category_weight')]), columns('blocked')]);
  const perCandidate = (rows: string): string =>
    graph.declare(graph.apply('Gather', [rows, of('candidate_categories')], { axis: 0 }), ['K', 'B']);
  const terms = perCandidate(table);
  return {
    terms,
    pullback: {
      output: terms,
      inputs: [of('category_weight')],
      gradients: (g) => {
        // Down the candidates first: one product of two vectors of K · B numbers is several times slower.
        const each = graph.declare(graph.apply('Mul', [g, perCandidate(lift)]), ['K', 'B']);
        const ofQueries = graph.declare(graph.apply('MatMul', [onesRow(graph, each, 0), each]), [1, 'B']);
        const sum = graph.apply('Reshape', [sumLast(graph, ofQueries), graph.integers('single', [1])]);
        return [graph.declare(sum, [1])];
      },
    },
  };
}

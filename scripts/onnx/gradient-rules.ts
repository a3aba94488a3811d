import type { AppliedNode, GraphBuilder } from './graph-builder.js';
import type { Shape } from './tensor-shapes.js';
import { addZeroRow, knownShape, onesRow, shapeLike, sumLast, sumTo } from './gradient-sums.js';

/** Names of gradients by place; undefined where nothing flows. */
export type Gradients = readonly (string | undefined)[];

export interface RuleContext {
  readonly graph: GraphBuilder;
  readonly node: AppliedNode;
  /** Of the node's results. */
  readonly gradients: Gradients;
  /** Whether the gradient of the input at this place is asked for. */
  readonly wanted: (place: number) => boolean;
  /** Of a Gather: the inverse of its index. */
  readonly inverse: string | undefined;
}

/** Writes the gradients of a node's inputs. */
type Rule = (context: RuleContext) => Gradients;

/** A rule for a node with one result; x its inputs, y its result, g the result's gradient. */
function single(
  write: (graph: GraphBuilder, g: string, y: string, x: readonly string[], context: RuleContext) => Gradients,
): Rule {
  return (context) => {
    const { graph, node, gradients } = context;
    return write(graph, gradients[0] as string, node.outputs[0], node.inputs, context);
  };
}

/** A rule for a function of one tensor, element by element. */
function pointwise(write: (graph: GraphBuilder, g: string, y: string, x: string) => string): Rule {
  return single((graph, g, y, [x]) => [write(graph, g, y, x)]);
}

/** A rule for two tensors that broadcast: each gradient is summed to its tensor's shape. */
function broadcasting(
  left: (graph: GraphBuilder, g: string, x: readonly string[], y: string) => string,
  right: (graph: GraphBuilder, g: string, x: readonly string[], y: string) => string,
): Rule {
  return single((graph, g, y, x, { wanted }) =>
    [left, right].map((write, place) => (wanted(place) ? sumTo(graph, write(graph, g, x, y), x[place]) : undefined)),
  );
}

const one = (graph: GraphBuilder): string => graph.scalar('one', 1);
const zero = (graph: GraphBuilder): string => graph.scalar('nothing', 0);

export const gradientRules: Readonly<Record<string, Rule>> = {
  Add: broadcasting(
    (_, g) => g,
    (_, g) => g,
  ),
  Sub: broadcasting(
    (_, g) => g,
    (graph, g) => graph.apply('Neg', [g]),
  ),
  Mul: broadcasting(
    (graph, g, [, b]) => graph.apply('Mul', [g, b]),
    (graph, g, [a]) => graph.apply('Mul', [g, a]),
  ),
  Div: broadcasting(
    (graph, g, [, b]) => graph.apply('Div', [g, b]),
    (graph, g, [, b], y) => graph.apply('Neg', [graph.apply('Div', [graph.apply('Mul', [g, y]), b])]),
  ),
  Max: broadcasting(
    (graph, g, [a, b]) => graph.apply('Where', [graph.apply('Greater', [a, b]), g, zero(graph)]),
    (graph, g, [a, b]) => graph.apply('Where', [graph.apply('Greater', [a, b]), zero(graph), g]),
  ),
  Where: single((graph, g, _, [condition, a, b], { wanted }) => [
    undefined,
    wanted(1) ? sumTo(graph, graph.apply('Where', [condition, g, zero(graph)]), a) : undefined,
    wanted(2) ? sumTo(graph, graph.apply('Where', [condition, zero(graph), g]), b) : undefined,
  ]),
  Neg: pointwise((graph, g) => graph.apply('Neg', [g])),
  Identity: pointwise((_, g) => g),
  // y is never below 0, so that its sign is 1 where it was let through; ONNX Runtime selects by Where in three passes.
  Relu: pointwise((graph, g, y) => graph.apply('Mul', [g, graph.apply('Sign', [y])])),
  Exp: pointwise((graph, g, y) => graph.apply('Mul', [g, y])),
  Log: pointwise((graph, g, _, x) => graph.apply('Div', [g, x])),
  Sqrt: pointwise((graph, g, y) => graph.apply('Div', [g, graph.apply('Add', [y, y])])),
  Tanh: pointwise((graph, g, y) =>
    graph.apply('Mul', [g, graph.apply('Sub', [one(graph), graph.apply('Mul', [y, y])])]),
  ),
  Sigmoid: pointwise((graph, g, y) =>
    graph.apply('Mul', [g, graph.apply('Mul', [y, graph.apply('Sub', [one(graph), y])])]),
  ),
  // Along the last axis only, the operators' default.
  Softmax: pointwise((graph, g, y) => {
    const mean = sumLast(graph, graph.apply('Mul', [g, y]));
    return graph.apply('Mul', [y, graph.apply('Sub', [g, mean])]);
  }),
  LogSoftmax: pointwise((graph, g, y) =>
    graph.apply('Sub', [g, graph.apply('Mul', [graph.apply('Exp', [y]), sumLast(graph, g)])]),
  ),
  ReduceSum: single((graph, g, _, [x, axes], { node }) => {
    const kept = node.attributes.keepdims === 0 ? graph.apply('Unsqueeze', [g, axes]) : g;
    return [graph.declare(graph.apply('Expand', [kept, graph.apply('Shape', [x])]), knownShape(graph, x))];
  }),
  MatMul: single((graph, g, _, [a, b], { wanted }) => matMulGradients(graph, g, a, b, wanted)),
  Gemm: single((graph, g, _, [a, b, ...bias], { node, wanted }) => {
    if ('alpha' in node.attributes || 'beta' in node.attributes) throw new Error('No gradient rule for a scaled Gemm.');
    const ta = node.attributes.transA === 1;
    const tb = node.attributes.transB === 1;
    const gemm = (left: string, right: string, transA: boolean, transB: boolean): string =>
      graph.apply('Gemm', [left, right], { ...(transA && { transA: 1 }), ...(transB && { transB: 1 }) });
    return [
      wanted(0) ? (ta ? gemm(b, g, tb, true) : gemm(g, b, false, !tb)) : undefined,
      wanted(1) ? (tb ? gemm(g, a, true, ta) : gemm(a, g, !ta, false)) : undefined,
      ...bias.map((c) => (wanted(2) ? sumTo(graph, g, c) : undefined)),
    ];
  }),
  Transpose: single((graph, g, _, __, { node }) => {
    const perm = node.attributes.perm as readonly number[];
    return [graph.apply('Transpose', [g], { perm: perm.map((_axis, i) => perm.indexOf(i)) })];
  }),
  Reshape: single((graph, g, _, [x]) => [shapeLike(graph, g, x)]),
  Squeeze: single((graph, g, _, [x]) => [shapeLike(graph, g, x)]),
  Unsqueeze: single((graph, g, _, [x]) => [shapeLike(graph, g, x)]),
  Expand: single((graph, g, _, [x]) => [sumTo(graph, g, x)]),
  Concat: single((graph, g, _, x, { node }) => splitLike(graph, g, x, Number(node.attributes.axis))),
  Split: ({ graph, node, gradients }) => [
    graph.apply(
      'Concat',
      gradients.map((g, i) => g ?? zerosLike(graph, node.outputs[i])),
      { axis: Number(node.attributes.axis ?? 0) },
    ),
  ],
  Gather: single((graph, g, y, [data], { inverse, node }) => {
    if (inverse === undefined || Number(node.attributes.axis ?? 0) !== 0) {
      throw new Error(`The gradient of the Gather "${y}" needs an inverse of its index, and axis 0.`);
    }
    return [gatherInverse(graph, g, data, inverse)];
  }),
};

function matMulGradients(
  graph: GraphBuilder,
  g: string,
  a: string,
  b: string,
  wanted: (place: number) => boolean,
): Gradients {
  const [left, right] = [knownShape(graph, a), knownShape(graph, b)];
  if (left.length === 2 && right.length === 2) {
    return [
      wanted(0) ? graph.apply('Gemm', [g, b], { transB: 1 }) : undefined,
      wanted(1) ? graph.apply('Gemm', [a, g], { transA: 1 }) : undefined,
    ];
  }
  if (right.length === 2) {
    // Many rows times one matrix: the leading axes are rows.
    const rows = (tensor: string, width: number | string): string =>
      graph.declare(graph.apply('Reshape', [tensor, widthTarget(graph, tensor, width)]), ['rows', width]);
    const inner = left[left.length - 1];
    return [
      wanted(0) ? graph.apply('MatMul', [g, graph.apply('Transpose', [b], { perm: [1, 0] })]) : undefined,
      wanted(1) ? graph.apply('Gemm', [rows(a, inner), rows(g, right[1])], { transA: 1 }) : undefined,
    ];
  }
  return [
    wanted(0) ? sumTo(graph, graph.apply('MatMul', [g, swapLast(graph, b, right)]), a) : undefined,
    wanted(1) ? sumTo(graph, graph.apply('MatMul', [swapLast(graph, a, left), g]), b) : undefined,
  ];
}

/** The target of a Reshape to [-1, width]. */
function widthTarget(graph: GraphBuilder, tensor: string, width: number | string): string {
  if (typeof width === 'number') return graph.integers(`rows_of_${width}`, [-1, width]);
  const last = graph.apply('Shape', [tensor], { start: -1 });
  return graph.apply('Concat', [graph.integers('rest', [-1]), last], { axis: 0 });
}

function swapLast(graph: GraphBuilder, tensor: string, shape: Shape): string {
  const axes = shape.map((_, i) => i);
  return graph.apply('Transpose', [tensor], { perm: [...axes.slice(0, -2), axes.length - 1, axes.length - 2] });
}

function splitLike(graph: GraphBuilder, g: string, parts: readonly string[], axis: number): Gradients {
  if (parts.length === 1) return [g];
  const sizes = parts.map((part) => {
    const shape = graph.apply('Shape', [part]);
    const rank = knownShape(graph, part).length;
    return graph.apply('Gather', [shape, graph.integers(`axis_${axis}`, [axis < 0 ? axis + rank : axis])]);
  });
  const results = graph.applyMany('Split', [g, graph.apply('Concat', sizes, { axis: 0 })], { axis }, parts.length);
  return results.map((result, i) => graph.declare(result, knownShape(graph, parts[i])));
}

function zerosLike(graph: GraphBuilder, tensor: string): string {
  return graph.apply('Sub', [tensor, tensor]);
}

/** Sums, for each row of `data`, the gradients at the places that `inverse` names, by gathering them. */
function gatherInverse(graph: GraphBuilder, g: string, data: string, inverse: string): string {
  const dataShape = knownShape(graph, data);
  const inverseShape = knownShape(graph, inverse);
  if (dataShape.length > 2)
    throw new Error(`The gradient of a Gather from "${data}" is known for one or two axes only.`);
  const target = dataShape.length === 1 ? graph.integers('flat', [-1]) : widthTarget(graph, g, dataShape[1]);
  const places = graph.declare(graph.apply('Reshape', [g, target]), ['places', ...dataShape.slice(1)]);
  const gathered = graph.apply('Gather', [addZeroRow(graph, places), inverse], { axis: 0 });
  if (inverseShape.length === 1) return graph.declare(gathered, dataShape);
  // Σ over k as a matrix product with ones.
  const sum =
    dataShape.length === 1
      ? graph.apply('Squeeze', [sumLast(graph, gathered), graph.integers('last_place', [-1])])
      : graph.apply('Squeeze', [
          graph.apply('MatMul', [onesRow(graph, gathered, 1), gathered]),
          graph.integers('place_axis', [1]),
        ]);
  return graph.declare(sum, dataShape);
}

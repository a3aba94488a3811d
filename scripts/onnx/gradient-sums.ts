import type { GraphBuilder } from './graph-builder.js';
import type { Shape } from './tensor-shapes.js';

/*
 * Sums along axes are written as matrix products with ones: ReduceSum over the last axis adds in an order that depends on
 * the rows' addresses in memory, so its last digits change from run to run.
 */

/** The shape of a tensor; throws where it is not known. */
export function knownShape(graph: GraphBuilder, tensor: string): Shape {
  const shape = graph.shapeOf(tensor);
  if (shape === undefined) throw new Error(`The shape of "${tensor}" is not known; state it with graph.declare.`);
  return shape;
}

/** `tensor` in the shape of `like`, which has as many elements. */
export function shapeLike(graph: GraphBuilder, tensor: string, like: string): string {
  return graph.declare(graph.apply('Reshape', [tensor, graph.apply('Shape', [like])]), knownShape(graph, like));
}

/** The size of an axis, as an int64 tensor of one element. */
function axisSize(graph: GraphBuilder, tensor: string, axis: number): string {
  const size = knownShape(graph, tensor)[axis];
  return typeof size === 'number'
    ? graph.integers(`size_${size}`, [size])
    : graph.apply('Shape', [tensor], { start: axis, end: axis + 1 });
}

/** Ones as a row [1, size] for the size of `tensor`'s axis `axis`. */
export function onesRow(graph: GraphBuilder, tensor: string, axis: number): string {
  const shape = graph.apply('Concat', [graph.integers('one_size', [1]), axisSize(graph, tensor, axis)], { axis: 0 });
  return graph.declare(graph.apply('Expand', [graph.scalar('one', 1), shape]), [1, knownShape(graph, tensor)[axis]]);
}

/**
 * Sums along the last axis, which stays with size 1.
 *
 * The ones are two columns of which one is taken: ONNX Runtime multiplies by a single column with a routine whose additions
 * depend on how rows are shared among threads.
 */
export function sumLast(graph: GraphBuilder, tensor: string): string {
  const shape = knownShape(graph, tensor);
  const size = axisSize(graph, tensor, shape.length - 1);
  const columns = graph.apply('Concat', [size, graph.integers('two_columns', [2])], { axis: 0 });
  const ones = graph.declare(graph.apply('Expand', [graph.scalar('one', 1), columns]), [shape[shape.length - 1], 2]);
  const sums = graph.apply('MatMul', [tensor, ones]);
  graph.declare(sums, [...shape.slice(0, -1), 2]);
  return graph.applyMany('Split', [sums, graph.integers('single_columns', [1, 1])], { axis: shape.length - 1 }, 2)[0];
}

/** A gradient summed over the axes along which `tensor` was broadcast. */
export function sumTo(graph: GraphBuilder, gradient: string, tensor: string): string {
  const from = knownShape(graph, gradient);
  const to = knownShape(graph, tensor);
  if (from.length === to.length && from.every((size, i) => size === to[i])) return gradient;
  const lead = from.length - to.length;
  const axes = from.flatMap((size, i) => (i < lead || (to[i - lead] === 1 && size !== 1) ? [i] : []));
  return shapeLike(graph, sumOver(graph, gradient, from, axes), tensor);
}

function sumOver(graph: GraphBuilder, gradient: string, from: Shape, axes: readonly number[]): string {
  if (axes.length === from.length) {
    const flat = graph.apply('Reshape', [gradient, graph.integers('one_row', [1, -1])]);
    return sumLast(graph, graph.declare(flat, [1, 'elements']));
  }
  if (axes.length === 1 && axes[0] === from.length - 1) return sumLast(graph, gradient);
  if (axes.every((axis, i) => axis === i)) return sumLeading(graph, gradient, from, axes.length);
  throw new Error(`No rule sums the axes ${axes.join(', ')} of [${from.join(', ')}].`);
}

/** Ones [1, rows] times the gradient as a matrix [rows, rest]. */
function sumLeading(graph: GraphBuilder, gradient: string, from: Shape, axes: number): string {
  const rest = from.slice(axes);
  const width =
    rest.length === 0 || rest.some((size) => typeof size === 'string')
      ? undefined
      : rest.reduce<number>((product, size) => product * Number(size), 1);
  let rows = gradient;
  if (from.length !== 2) {
    if (width === undefined && rest.length > 1) throw new Error(`The sizes [${rest.join(', ')}] must be numbers.`);
    const target =
      width === undefined
        ? graph.apply('Concat', [graph.integers('rest', [-1]), graph.apply('Shape', [gradient], { start: -1 })], {
            axis: 0,
          })
        : graph.integers(`rows_of_${width}`, [-1, width]);
    rows = graph.apply('Reshape', [gradient, target]);
  }
  graph.declare(rows, ['rows', width ?? rest[0]]);
  return graph.apply('MatMul', [onesRow(graph, rows, 0), rows]);
}

/** `rows` with one row of zeros behind them. */
export function addZeroRow(graph: GraphBuilder, rows: string): string {
  const shape = knownShape(graph, rows);
  const pads = shape.length === 1 ? [0, 1] : [0, 0, 1, 0];
  return graph.declare(graph.apply('Pad', [rows, graph.integers(`row_behind_${shape.length}`, pads)]), [
    `${shape[0]}+1`,
    ...shape.slice(1),
  ]);
}

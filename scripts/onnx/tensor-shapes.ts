import type { Attributes } from './graph-builder.js';

/** A size, or the name of a size that only the caller knows. */
export type Shape = readonly (number | string)[];

interface ShapedNode {
  readonly operator: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Attributes;
}

/** What is known of a node's inputs. */
interface KnownTensors {
  shapeOf(name: string): Shape | undefined;
  integersOf(name: string): readonly number[] | undefined;
}

const elementwise = new Set(['Add', 'Sub', 'Mul', 'Div', 'Max', 'Min', 'Greater', 'Less', 'Equal', 'Where', 'Pow']);
const unary = new Set(['Relu', 'Sigmoid', 'Tanh', 'Exp', 'Log', 'Sqrt', 'Neg', 'Sign', 'Cast', 'Identity', 'Softmax']);
const reductions = new Set(['ReduceSum', 'ReduceMax', 'ReduceMean']);

/** The shapes of a node's results, undefined where they depend on values or the operator is not known here. */
export function inferShapes(node: ShapedNode, tensors: KnownTensors): readonly (Shape | undefined)[] {
  const { operator, inputs, attributes, outputs } = node;
  const shapes = inputs.map((name) => tensors.shapeOf(name));
  const known = shapes.filter((shape) => shape !== undefined);
  const [first, second] = shapes;
  if (first === undefined) return [];
  const integers = (place: number): readonly number[] | undefined =>
    place < inputs.length ? tensors.integersOf(inputs[place]) : undefined;
  if (elementwise.has(operator)) {
    return known.length < shapes.length ? [] : [known.reduce((a, b) => broadcast(a, b, node))];
  }
  if (unary.has(operator) || operator === 'LogSoftmax') return [first];
  if (reductions.has(operator)) return [reduced(first, integers(1), attributes.keepdims !== 0)];
  switch (operator) {
    case 'MatMul':
      return second === undefined ? [] : [multiplied(first, second)];
    case 'Gemm':
      return second === undefined
        ? []
        : [[attributes.transA === 1 ? first[1] : first[0], attributes.transB === 1 ? second[0] : second[1]]];
    case 'Transpose':
      return [(attributes.perm as readonly number[]).map((axis) => first[axis])];
    case 'Gather': {
      const axis = Number(attributes.axis ?? 0);
      return second === undefined ? [] : [[...first.slice(0, axis), ...second, ...first.slice(axis + 1)]];
    }
    case 'Concat': {
      const axis = place(Number(attributes.axis), first);
      return known.length < shapes.length ? [] : [withSize(first, axis, sum(known.map((shape) => shape[axis])))];
    }
    case 'Split': {
      const axis = place(Number(attributes.axis ?? 0), first);
      const sizes = integers(1);
      const size = first[axis];
      return outputs.map((output, i) => {
        if (sizes !== undefined) return withSize(first, axis, sizes[i]);
        return withSize(first, axis, typeof size === 'number' && inputs.length === 1 ? size / outputs.length : output);
      });
    }
    case 'Squeeze':
    case 'Unsqueeze': {
      const axes = integers(1);
      if (axes === undefined) return [];
      return [operator === 'Squeeze' ? squeezed(first, axes) : unsqueezed(first, axes)];
    }
    case 'Reshape': {
      const target = integers(1);
      return target === undefined ? [] : [reshaped(first, target)];
    }
    default:
      return [];
  }
}

function broadcast(a: Shape, b: Shape, { operator, inputs }: ShapedNode): Shape {
  const rank = Math.max(a.length, b.length);
  return Array.from({ length: rank }, (_, i) => {
    const left = a[a.length - rank + i] ?? 1;
    const right = b[b.length - rank + i] ?? 1;
    if (left !== right && left !== 1 && right !== 1) {
      throw new Error(`${operator} of ${inputs.join(', ')}: [${a.join(', ')}] and [${b.join(', ')}] do not broadcast.`);
    }
    return left === 1 ? right : left;
  });
}

function multiplied(a: Shape, b: Shape): Shape {
  return [...(a.length >= b.length ? a : b).slice(0, -2), a[a.length - 2], b[b.length - 1]];
}

function reduced(shape: Shape, axes: readonly number[] | undefined, keep: boolean): Shape {
  const gone = axes === undefined ? shape.map((_, i) => i) : axes.map((axis) => place(axis, shape));
  return keep ? shape.map((size, i) => (gone.includes(i) ? 1 : size)) : shape.filter((_, i) => !gone.includes(i));
}

function squeezed(shape: Shape, axes: readonly number[]): Shape {
  return reduced(shape, axes, false);
}

function unsqueezed(shape: Shape, axes: readonly number[]): Shape {
  const rank = shape.length + axes.length;
  const ones = axes.map((axis) => (axis < 0 ? axis + rank : axis));
  let next = 0;
  return Array.from({ length: rank }, (_, i) => (ones.includes(i) ? 1 : shape[next++]));
}

/** A size of -1 is what is left: sizes that the target names are taken out of the product of all. */
function reshaped(shape: Shape, target: readonly number[]): Shape {
  const sizes = target.map((size, i) => (size === 0 ? shape[i] : size));
  const left = [...shape];
  let divisor = 1;
  for (const size of sizes) {
    if (size === -1) continue;
    const at = left.indexOf(size);
    if (at >= 0) left.splice(at, 1);
    else divisor *= Number(size);
  }
  const names = left.filter((size) => typeof size === 'string');
  const number =
    left.reduce<number>((product, size) => (typeof size === 'number' ? product * size : product), 1) / divisor;
  const rest = names.length === 0 ? number : [...names, ...(number === 1 ? [] : [number])].join('*');
  return sizes.map((size) => (size === -1 ? rest : size));
}

function sum(sizes: Shape): number | string {
  return sizes.every((size) => typeof size === 'number')
    ? sizes.reduce((total, size) => total + size, 0)
    : sizes.join('+');
}

function place(axis: number, shape: Shape): number {
  return axis < 0 ? axis + shape.length : axis;
}

function withSize(shape: Shape, axis: number, size: number | string): Shape {
  return shape.map((old, i) => (i === axis ? size : old));
}

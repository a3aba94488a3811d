import { expect } from 'chai';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { differentiate, type DifferentiateOptions } from '../../../scripts/onnx/differentiate.js';
import { GraphBuilder } from '../../../scripts/onnx/graph-builder.js';
import type { Shape } from '../../../scripts/onnx/tensor-shapes.js';
import { numbers } from '../../learning/propagation/naive-propagation.js';

interface Case {
  readonly name: string;
  /** Sizes of the float inputs; a size may be given a name, to be unknown while the graph is written. */
  readonly inputs: Readonly<Record<string, readonly number[]>>;
  readonly named?: Readonly<Record<string, Shape>>;
  readonly integers?: Readonly<
    Record<string, { readonly shape: readonly number[]; readonly values: readonly number[] }>
  >;
  readonly positive?: boolean;
  readonly build: (graph: GraphBuilder) => string;
  readonly options?: (graph: GraphBuilder) => DifferentiateOptions;
}

const axes = (graph: GraphBuilder, ...values: number[]): string => graph.integers(`axes_${values.join('_')}`, values);

const cases: readonly Case[] = [
  ...['Add', 'Sub', 'Mul', 'Div', 'Max'].flatMap((operator): Case[] => [
    {
      name: `${operator} of equal shapes`,
      inputs: { a: [3, 4], b: [3, 4] },
      positive: true,
      build: (g) => g.apply(operator, ['a', 'b']),
    },
    {
      name: `${operator} with a row that broadcasts`,
      inputs: { a: [3, 4], b: [4] },
      named: { a: ['n', 4] },
      positive: true,
      build: (g) => g.apply(operator, ['a', 'b']),
    },
    {
      name: `${operator} with a column that broadcasts`,
      inputs: { a: [3, 1], b: [3, 4] },
      named: { a: ['n', 1], b: ['n', 'd'] },
      positive: true,
      build: (g) => g.apply(operator, ['a', 'b']),
    },
    {
      name: `${operator} with a number that broadcasts`,
      inputs: { a: [3, 4], b: [] },
      positive: true,
      build: (g) => g.apply(operator, ['a', 'b']),
    },
  ]),
  ...['Neg', 'Relu', 'Exp', 'Tanh', 'Sigmoid', 'Softmax', 'LogSoftmax', 'Identity'].map((operator): Case => ({
    name: operator,
    inputs: { a: [3, 4] },
    named: { a: ['n', 'd'] },
    build: (g) => g.apply(operator, ['a']),
  })),
  ...['Log', 'Sqrt'].map((operator): Case => ({
    name: operator,
    inputs: { a: [3, 4] },
    positive: true,
    build: (g) => g.apply(operator, ['a']),
  })),
  {
    name: 'Where',
    inputs: { a: [3, 4], b: [4], c: [3, 4] },
    build: (g) => g.apply('Where', [g.apply('Greater', ['c', g.scalar('half', 0.5)]), 'a', 'b']),
  },
  {
    name: 'MatMul of matrices',
    inputs: { a: [3, 4], b: [4, 2] },
    named: { a: ['n', 'd'], b: ['d', 2] },
    build: (g) => g.apply('MatMul', ['a', 'b']),
  },
  {
    name: 'MatMul in batches',
    inputs: { a: [2, 3, 4], b: [2, 4, 5] },
    build: (g) => g.apply('MatMul', ['a', 'b']),
  },
  {
    name: 'MatMul of a batch with one matrix',
    inputs: { a: [2, 3, 4], b: [4, 5] },
    named: { a: ['n', 3, 4] },
    build: (g) => g.apply('MatMul', ['a', 'b']),
  },
  ...[0, 1].flatMap((transA) =>
    [0, 1].map((transB): Case => ({
      name: `Gemm with transA ${transA}, transB ${transB}`,
      inputs: { a: transA === 1 ? [4, 3] : [3, 4], b: transB === 1 ? [2, 4] : [4, 2], c: [2] },
      build: (g) => g.apply('Gemm', ['a', 'b', 'c'], { transA, transB }),
    })),
  ),
  {
    name: 'ReduceSum of the last axis',
    inputs: { a: [3, 4] },
    named: { a: ['n', 'd'] },
    build: (g) => g.apply('ReduceSum', ['a', axes(g, -1)], { keepdims: 0 }),
  },
  {
    name: 'ReduceSum of the first axis, kept',
    inputs: { a: [3, 4] },
    build: (g) => g.apply('ReduceSum', ['a', axes(g, 0)], { keepdims: 1 }),
  },
  { name: 'Transpose', inputs: { a: [2, 3, 4] }, build: (g) => g.apply('Transpose', ['a'], { perm: [2, 0, 1] }) },
  {
    name: 'Reshape, Squeeze and Unsqueeze',
    inputs: { a: [6, 4] },
    named: { a: ['n', 4] },
    build: (g) =>
      g.apply('Squeeze', [
        g.apply('Unsqueeze', [g.apply('Reshape', ['a', g.integers('target', [-1, 8])]), axes(g, 1)]),
        axes(g, 1),
      ]),
  },
  {
    name: 'Concat of rows',
    inputs: { a: [2, 4], b: [3, 4] },
    named: { a: ['n', 4], b: ['m', 4] },
    build: (g) => g.apply('Concat', ['a', 'b'], { axis: 0 }),
  },
  {
    name: 'Split into gates, one of them unused',
    inputs: { a: [3, 6] },
    build: (g) => {
      const [first, , last] = g.applyMany('Split', ['a'], { axis: -1, num_outputs: 3 }, 3);
      return g.apply('Mul', [first, last]);
    },
  },
  {
    name: 'a tensor that is used twice',
    inputs: { a: [3, 3] },
    build: (g) => g.apply('Mul', [g.apply('MatMul', ['a', 'a']), 'a']),
  },
  {
    name: 'Gather of distinct rows',
    inputs: { a: [4, 3] },
    named: { a: ['n', 'd'] },
    integers: {
      rows: { shape: [2], values: [3, 1] },
      inverse: { shape: [4], values: [2, 1, 2, 0] },
    },
    build: (g) => g.apply('Gather', ['a', 'rows'], { axis: 0 }, 'gathered'),
    options: () => ({ inverses: new Map([['gathered', 'inverse']]) }),
  },
  {
    name: 'Gather of repeated rows into sequences',
    inputs: { a: [4, 3] },
    integers: {
      rows: { shape: [2, 2], values: [3, 1, 1, 1] },
      inverse: { shape: [4, 3], values: [4, 4, 4, 1, 2, 3, 4, 4, 4, 0, 4, 4] },
    },
    build: (g) => g.apply('Gather', ['a', 'rows'], { axis: 0 }, 'gathered'),
    options: () => ({ inverses: new Map([['gathered', 'inverse']]) }),
  },
  {
    name: 'a stated pullback',
    inputs: { a: [3, 3] },
    build: (g) => g.apply('Abs', [g.declare('a', [3, 3])], {}, 'absolute'),
    options: (g) => ({
      pullbacks: [
        {
          output: g.declare('absolute', [3, 3]),
          inputs: ['a'],
          gradients: (gradient) => [g.apply('Mul', [gradient, g.apply('Sign', ['a'])])],
        },
      ],
    }),
  },
];

describe('differentiate', () => {
  for (const example of cases) {
    it(`agrees with finite differences: ${example.name}`, async () => {
      const { analytic, loss, values } = await gradientsOf(example);
      for (const [name, gradient] of Object.entries(analytic)) {
        for (let i = 0; i < gradient.length; i++) {
          const step = 1e-2;
          const at = async (change: number): Promise<number> => {
            const moved = { ...values, [name]: values[name].map((x, j) => (j === i ? x + change : x)) };
            return loss(moved);
          };
          const difference = ((await at(step)) - (await at(-step))) / (2 * step);
          expect(gradient[i], `${name}[${i}]`).to.be.closeTo(difference, 2e-3 * Math.max(1, Math.abs(difference)));
        }
      }
    });
  }

  it('says which operator has no rule', () => {
    const graph = new GraphBuilder('test', 'test');
    graph.input('a', 'float32', [1]);
    graph.declare(graph.apply('Sin', ['a'], {}, 'loss'), [1]);
    expect(() => differentiate(graph, 'loss', ['a'])).to.throw('Sin');
  });

  it('says which parameter the loss does not depend on', () => {
    const graph = new GraphBuilder('test', 'test');
    graph.input('a', 'float32', [1]);
    graph.input('b', 'float32', [1]);
    graph.apply('Exp', ['a'], {}, 'loss');
    expect(() => differentiate(graph, 'loss', ['b'])).to.throw('"b"');
  });
});

/** The gradients of Σ c ⊙ f(inputs) with fixed c, and that sum as a function of the inputs. */
async function gradientsOf(example: Case): Promise<{
  readonly analytic: Readonly<Record<string, Float32Array>>;
  readonly loss: (values: Readonly<Record<string, Float32Array>>) => Promise<number>;
  readonly values: Readonly<Record<string, Float32Array>>;
}> {
  const graph = new GraphBuilder('test', 'a function and its gradient');
  const next = numbers(7);
  const values: Record<string, Float32Array> = {};
  for (const [name, shape] of Object.entries(example.inputs)) {
    graph.input(name, 'float32', example.named?.[name] ?? shape);
    const size = shape.reduce((product, n) => product * n, 1);
    values[name] = Float32Array.from({ length: size }, () =>
      example.positive === true ? 0.5 + next() : 2 * next() - 1,
    );
  }
  for (const [name, { shape }] of Object.entries(example.integers ?? {})) graph.input(name, 'int32', shape);
  const result = example.build(graph);
  const flat = graph.apply('Reshape', [result, graph.integers('flat_row', [1, -1])]);
  graph.declare(flat, [1, 'elements']);
  // Fixed weights that differ from element to element: sin of the element itself would do, but must not carry gradients.
  graph.input('weights', 'float32', ['elements', 1]);
  const loss = graph.apply('MatMul', [flat, 'weights'], {}, 'loss');
  graph.output(loss, 'float32', [1, 1]);
  const parameters = Object.keys(example.inputs).filter((name) => name !== 'c' || example.name.startsWith('Gemm'));
  differentiate(graph, loss, parameters, example.options?.(graph)).forEach((gradient, i) => {
    graph.output(
      graph.apply('Identity', [gradient], {}, `d_${parameters[i]}`),
      'float32',
      graph.shapeOf(gradient) ?? [],
    );
  });
  const session = await InferenceSession.create(graph.build().bytes, { intraOpNumThreads: 1 });
  const run = async (inputs: Readonly<Record<string, Float32Array>>): Promise<InferenceSession.OnnxValueMapType> => {
    const feeds: Record<string, Tensor> = {};
    for (const [name, shape] of Object.entries(example.inputs))
      feeds[name] = new Tensor('float32', inputs[name], shape);
    for (const [name, { shape, values: numbers_ }] of Object.entries(example.integers ?? {})) {
      feeds[name] = new Tensor('int32', Int32Array.from(numbers_), shape);
    }
    feeds.weights = new Tensor(
      'float32',
      Float32Array.from({ length: elements }, (_, i) => Math.sin(i + 1)),
      [elements, 1],
    );
    return session.run(feeds);
  };
  let elements = 0;
  elements = await resultSize(example, values);
  const first = await run(values);
  return {
    values,
    analytic: Object.fromEntries(parameters.map((name) => [name, first[`d_${name}`].data as Float32Array])),
    loss: async (inputs) => Number((await run(inputs)).loss.data[0]),
  };
}

async function resultSize(example: Case, values: Readonly<Record<string, Float32Array>>): Promise<number> {
  const graph = new GraphBuilder('size', 'the result alone');
  for (const [name, shape] of Object.entries(example.inputs))
    graph.input(name, 'float32', example.named?.[name] ?? shape);
  for (const [name, { shape }] of Object.entries(example.integers ?? {})) {
    if (name !== 'inverse') graph.input(name, 'int32', shape);
  }
  const result = example.build(graph);
  graph.output(graph.apply('Size', [result], {}, 'size'), 'int64', []);
  const session = await InferenceSession.create(graph.build().bytes, { intraOpNumThreads: 1 });
  const feeds: Record<string, Tensor> = {};
  for (const [name, shape] of Object.entries(example.inputs)) feeds[name] = new Tensor('float32', values[name], shape);
  for (const [name, { shape, values: numbers_ }] of Object.entries(example.integers ?? {})) {
    if (name !== 'inverse') feeds[name] = new Tensor('int32', Int32Array.from(numbers_), shape);
  }
  return Number((await session.run(feeds)).size.data[0]);
}

import type { AppliedNode, GraphBuilder } from './graph-builder.js';
import { gradientRules, type Gradients } from './gradient-rules.js';

/** A part of a graph whose gradient is stated instead of derived from its nodes. */
export interface Pullback {
  /** The tensor that the part computes. */
  readonly output: string;
  /** The tensors that the gradient flows on to. */
  readonly inputs: readonly string[];
  /** Writes the gradients of `inputs`, in their order, given that of `output`; undefined for none. */
  readonly gradients: (gradient: string) => Gradients;
}

export interface DifferentiateOptions {
  readonly pullbacks?: readonly Pullback[];
  /**
   * For the result of each Gather along axis 0 that gradients flow through: an int input that says where each row of
   * the data went, so that its gradient is gathered too and nothing scatters.
   *
   * Shape [rows of data] or, where a row was gathered up to k times, [rows of data, k]: places in the flattened indices;
   * the number of indices (one past the last place) stands for "nowhere".
   */
  readonly inverses?: ReadonlyMap<string, string>;
}

/**
 * Reverse-mode differentiation (Griewank and Walther, Evaluating Derivatives, 2008): appends to `graph` the nodes that
 * compute the gradient of `loss`, a tensor of one element, with respect to each of `parameters`.
 *
 * Only the nodes between a parameter and the loss are visited. Throws where one of them has no rule, or where a shape
 * must be known and is not (state it with `graph.declare`).
 *
 * @returns the gradients' names, in the order of `parameters`, each of its parameter's shape
 */
export function differentiate(
  graph: GraphBuilder,
  loss: string,
  parameters: readonly string[],
  { pullbacks = [], inverses = new Map() }: DifferentiateOptions = {},
): readonly string[] {
  const nodes = [...graph.nodes];
  const stated = new Map(pullbacks.map((pullback) => [pullback.output, pullback]));
  const active = activeTensors(nodes, parameters, stated);
  const adjoints = new Map<string, string>([[loss, seed(graph, loss)]]);
  const add = (tensor: string, gradient: string | undefined): void => {
    if (gradient === undefined || !active.has(tensor)) return;
    const soFar = adjoints.get(tensor);
    const sum = soFar === undefined ? gradient : graph.apply('Add', [soFar, gradient]);
    const shape = graph.shapeOf(tensor);
    adjoints.set(tensor, shape === undefined ? sum : graph.declare(sum, shape));
  };
  for (const node of nodes.reverse()) {
    const gradients = node.outputs.map((output) => (active.has(output) ? adjoints.get(output) : undefined));
    if (gradients.every((gradient) => gradient === undefined)) continue;
    const pullback = stated.get(node.outputs[0]);
    const inputs = pullback?.inputs ?? node.inputs;
    const found =
      pullback === undefined
        ? derived(graph, node, gradients, active, inverses)
        : pullback.gradients(gradients[0] as string);
    inputs.forEach((input, i) => {
      add(input, found[i]);
    });
  }
  return parameters.map((parameter) => {
    const gradient = adjoints.get(parameter);
    if (gradient === undefined) throw new Error(`The loss "${loss}" does not depend on "${parameter}".`);
    return gradient;
  });
}

/** The tensors that depend on a parameter. */
function activeTensors(
  nodes: readonly AppliedNode[],
  parameters: readonly string[],
  stated: ReadonlyMap<string, Pullback>,
): ReadonlySet<string> {
  const active = new Set(parameters);
  for (const { inputs, outputs, operator } of nodes) {
    const sources = stated.get(outputs[0])?.inputs ?? inputs;
    if (operator === 'Shape' || !sources.some((input) => active.has(input))) continue;
    for (const output of outputs) active.add(output);
  }
  return active;
}

/** 1 in the loss's shape. */
function seed(graph: GraphBuilder, loss: string): string {
  const shape = graph.shapeOf(loss);
  if (shape === undefined || shape.some((size) => size !== 1)) {
    throw new Error(`"${loss}" must be a tensor of one element to be differentiated.`);
  }
  const one = graph.scalar('gradient_of_loss', 1);
  return shape.length === 0
    ? one
    : graph.apply('Reshape', [
        one,
        graph.integers(
          `ones_${shape.length}`,
          shape.map(() => 1),
        ),
      ]);
}

function derived(
  graph: GraphBuilder,
  node: AppliedNode,
  gradients: Gradients,
  active: ReadonlySet<string>,
  inverses: ReadonlyMap<string, string>,
): Gradients {
  if (!Object.hasOwn(gradientRules, node.operator)) {
    throw new Error(`There is no gradient rule for ${node.operator} (it computes "${node.outputs[0]}").`);
  }
  const wanted = (place: number): boolean => active.has(node.inputs[place]);
  return gradientRules[node.operator]({ graph, node, gradients, wanted, inverse: inverses.get(node.outputs[0]) });
}

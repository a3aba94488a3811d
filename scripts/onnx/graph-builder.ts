import {
  attributeTypes,
  elementTypes,
  encodeModel,
  type AttributeProto,
  type DimensionProto,
  type ElementType,
  type GraphProto,
  type NodeProto,
  type TensorProto,
  type ValueInfoProto,
} from './schema.js';
import { inferShapes, type Shape } from './tensor-shapes.js';

export type { Shape } from './tensor-shapes.js';

/** A tensor that crosses the border of a graph. */
export interface Port {
  readonly name: string;
  readonly type: ElementType;
  readonly shape: Shape;
}

/** An ONNX graph as written to its file. */
export interface BuiltGraph {
  readonly name: string;
  readonly computes: string;
  readonly inputs: readonly Port[];
  readonly outputs: readonly Port[];
  readonly bytes: Uint8Array;
}

/** The operator set that the graphs are written against, and the file format's version that goes with it. */
export const opset = 18;
const irVersion = 8;

/** A number is written as an int attribute, `{ float }` as a float, `{ text }` as a string, a list as ints, a graph as the body of a loop. */
type AttributeValue =
  number | { readonly float: number } | { readonly text: string } | readonly number[] | GraphBuilder;
export type Attributes = Readonly<Partial<Record<string, AttributeValue>>>;

/** A node as it was applied. */
export interface AppliedNode {
  readonly operator: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Attributes;
}

/**
 * Collects the nodes of one graph in the order of execution.
 * Each method answers the name of the tensor it made, so that a graph reads like its formula.
 */
export class GraphBuilder {
  /** The nodes so far, in the order of execution. */
  readonly nodes: AppliedNode[] = [];
  private readonly inputs: Port[] = [];
  private readonly outputs: Port[] = [];
  private readonly constants = new Map<string, TensorProto>();
  private readonly integerValues = new Map<string, readonly number[]>();
  private readonly shapes = new Map<string, Shape>();
  private readonly prefix: string;

  /** @param outer the graph whose tensors this one, a loop's body, may read too */
  constructor(
    readonly name: string,
    private readonly computes: string,
    private readonly outer?: GraphBuilder,
  ) {
    this.prefix = outer === undefined ? '' : `${name}_`;
  }

  /** A graph for the body of a Loop or Scan, which may read this one's tensors too. */
  body(name: string, computes: string): GraphBuilder {
    return new GraphBuilder(`${this.prefix}${name}_${this.nodes.length}`, computes, this);
  }

  input(name: string, type: ElementType, shape: Shape): string {
    this.inputs.push({ name, type, shape });
    this.shapes.set(name, shape);
    return name;
  }

  /** Applies `operator`; its result is called `output`, or after the operator and its place in the graph. */
  apply(operator: string, inputs: readonly string[], attributes: Attributes = {}, output?: string): string {
    return this.add(operator, inputs, attributes, [output ?? this.freshName(operator)])[0];
  }

  /** Applies an operator with several results (Split, Loop). */
  applyMany(operator: string, inputs: readonly string[], attributes: Attributes, count: number): readonly string[] {
    const name = this.freshName(operator);
    return this.add(
      operator,
      inputs,
      attributes,
      Array.from({ length: count }, (_, i) => `${name}_${i}`),
    );
  }

  /** A list of axes or sizes, as operators take them since opset 13; the same name twice is the same constant. */
  integers(name: string, values: readonly number[]): string {
    const raw = new DataView(new ArrayBuffer(values.length * 8));
    values.forEach((value, i) => {
      raw.setBigInt64(i * 8, BigInt(value), true);
    });
    this.integerValues.set(this.prefix + name, values);
    return this.constant(name, [values.length], 'int64', raw);
  }

  /** A single number that broadcasts. */
  scalar(name: string, value: number): string {
    const raw = new DataView(new ArrayBuffer(4));
    raw.setFloat32(0, value, true);
    return this.constant(name, [], 'float32', raw);
  }

  output(name: string, type: ElementType, shape: Shape): void {
    this.outputs.push({ name, type, shape });
  }

  /** States the shape of a tensor that cannot be inferred from its operator. */
  declare(name: string, shape: Shape): string {
    this.shapes.set(name, shape);
    return name;
  }

  /** The shape of a tensor as far as it is known while the graph is written. */
  shapeOf(name: string): Shape | undefined {
    return this.shapes.get(name) ?? this.outer?.shapeOf(name);
  }

  /** The numbers of a constant made by `integers`. */
  integersOf(name: string): readonly number[] | undefined {
    return this.integerValues.get(name) ?? this.outer?.integersOf(name);
  }

  build(): BuiltGraph {
    const { name, computes, inputs, outputs } = this;
    const bytes = encodeModel({
      ir_version: irVersion,
      producer_name: 'alongside',
      producer_version: '1',
      opset_import: [{ domain: '', version: opset }],
      graph: this.proto(),
    });
    return { name, computes, inputs, outputs, bytes };
  }

  private proto(): GraphProto {
    return {
      name: this.name,
      doc_string: this.computes,
      node: this.nodes.map(nodeProto),
      initializer: [...this.constants.values()],
      input: this.inputs.map(valueInfo),
      output: this.outputs.map(valueInfo),
    };
  }

  /** What an attribute is written as; a graph as the body of its node. */
  attributeProto(name: string): AttributeProto {
    return { name, type: attributeTypes.graph, g: this.proto() };
  }

  private add(
    operator: string,
    inputs: readonly string[],
    attributes: Attributes,
    outputs: readonly string[],
  ): readonly string[] {
    const node = { operator, inputs, outputs, attributes };
    this.nodes.push(node);
    inferShapes(node, this).forEach((shape, i) => {
      if (shape !== undefined) this.shapes.set(outputs[i], shape);
    });
    return outputs;
  }

  private freshName(operator: string): string {
    return `${this.prefix}${operator.toLowerCase()}_${this.nodes.length}`;
  }

  private constant(plainName: string, dims: readonly number[], type: ElementType, raw: DataView): string {
    const name = this.prefix + plainName;
    const bytes = new Uint8Array(raw.buffer);
    const known = this.constants.get(name);
    if (known !== undefined && Buffer.compare(known.raw_data, bytes) !== 0) {
      throw new Error(`The constant "${name}" of ${this.name} has two values; name one of them otherwise.`);
    }
    this.constants.set(name, { name, dims, data_type: elementTypes[type], raw_data: bytes });
    this.shapes.set(name, dims);
    return name;
  }
}

function nodeProto({ operator, inputs, outputs, attributes }: AppliedNode): NodeProto {
  return {
    name: outputs[0],
    op_type: operator,
    input: inputs,
    output: outputs,
    attribute: Object.entries(attributes).flatMap(([name, value]) =>
      value === undefined ? [] : [attributeProto(name, value)],
    ),
  };
}

function attributeProto(name: string, value: AttributeValue): AttributeProto {
  if (typeof value === 'number') return { name, type: attributeTypes.int, i: value };
  if (value instanceof GraphBuilder) return value.attributeProto(name);
  if ('float' in value) return { name, type: attributeTypes.float, f: value.float };
  if ('text' in value) return { name, type: attributeTypes.string, s: Buffer.from(value.text) };
  return { name, type: attributeTypes.ints, ints: value };
}

function valueInfo({ name, type, shape }: Port): ValueInfoProto {
  const dim: DimensionProto[] = shape.map((size) =>
    typeof size === 'number' ? { dim_value: size } : { dim_param: size },
  );
  return { name, type: { tensor_type: { elem_type: elementTypes[type], shape: { dim } } } };
}

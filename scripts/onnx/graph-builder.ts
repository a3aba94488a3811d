import {
  attributeTypes,
  elementTypes,
  encodeModel,
  type AttributeProto,
  type DimensionProto,
  type ElementType,
  type NodeProto,
  type TensorProto,
  type ValueInfoProto,
} from './schema.js';

/** A size, or the name of a size that only the caller knows. */
export type Shape = readonly (number | string)[];

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

/** A number is written as an int attribute; `{ float }` as a float. */
type Attributes = Readonly<Record<string, number | { readonly float: number }>>;

/**
 * Collects the nodes of one graph in the order of execution.
 * Each method answers the name of the tensor it made, so that a graph reads like its formula.
 */
export class GraphBuilder {
  private readonly inputs: Port[] = [];
  private readonly outputs: Port[] = [];
  private readonly nodes: NodeProto[] = [];
  private readonly constants: TensorProto[] = [];

  constructor(
    private readonly name: string,
    private readonly computes: string,
  ) {}

  input(name: string, type: ElementType, shape: Shape): string {
    this.inputs.push({ name, type, shape });
    return name;
  }

  /** Applies `operator`; its result is called `output`, or after the operator and its place in the graph. */
  apply(operator: string, inputs: readonly string[], attributes: Attributes = {}, output?: string): string {
    const result = output ?? `${operator.toLowerCase()}_${this.nodes.length}`;
    this.nodes.push({
      name: result,
      op_type: operator,
      input: inputs,
      output: [result],
      attribute: Object.entries(attributes).map(([name, value]) => attribute(name, value)),
    });
    return result;
  }

  /** A list of axes or sizes, as operators take them since opset 13. */
  integers(name: string, values: readonly number[]): string {
    const raw = new DataView(new ArrayBuffer(values.length * 8));
    values.forEach((value, i) => {
      raw.setBigInt64(i * 8, BigInt(value), true);
    });
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

  build(): BuiltGraph {
    const { name, computes, inputs, outputs } = this;
    const bytes = encodeModel({
      ir_version: irVersion,
      producer_name: 'alongside',
      producer_version: '1',
      opset_import: [{ domain: '', version: opset }],
      graph: {
        name,
        doc_string: computes,
        node: this.nodes,
        initializer: this.constants,
        input: inputs.map(valueInfo),
        output: outputs.map(valueInfo),
      },
    });
    return { name, computes, inputs, outputs, bytes };
  }

  private constant(name: string, dims: readonly number[], type: ElementType, raw: DataView): string {
    this.constants.push({ name, dims, data_type: elementTypes[type], raw_data: new Uint8Array(raw.buffer) });
    return name;
  }
}

function attribute(name: string, value: number | { readonly float: number }): AttributeProto {
  return typeof value === 'number'
    ? { name, type: attributeTypes.int, i: value }
    : { name, type: attributeTypes.float, f: value.float };
}

function valueInfo({ name, type, shape }: Port): ValueInfoProto {
  const dim: DimensionProto[] = shape.map((size) =>
    typeof size === 'number' ? { dim_value: size } : { dim_param: size },
  );
  return { name, type: { tensor_type: { elem_type: elementTypes[type], shape: { dim } } } };
}

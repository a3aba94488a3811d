import { encodeRows } from '../../../learning/propagation/index.js';
import { encoderOf, networkInputs } from '../../../learning/training/index.js';
import type { OnnxRuntime } from '../../../learning/onnx/index.js';
import type { Catalogue } from '../../../shop/index.js';
import { productAttributes } from '../embed/product-attributes.js';
import { untrainedFeatures } from '../embed/untrained-network.js';
import type { Epoch } from './epoch.js';
import { ownGraph } from './own-graph.js';
import { rowsAt, type OwnEvidence } from './own-evidence.js';
import type { RowsNow } from '../rank/cold-products.js';

/** Some products and what embeds them. */
export interface EmbeddedRows {
  /** Numbers of the rows' products. */
  readonly products: Int32Array;
  readonly evidence: OwnEvidence;
  /** The epoch's products as they were, and from `counted` on the rows' as they are. */
  readonly catalogue: Catalogue;
  readonly rows: RowsNow;
}

/**
 * The embeddings of some products by their own edges over the epoch's layers; by a filter, whose vectors are the whole shop's,
 * those that they had.
 *
 * @returns [rows, dimension], rows of length 1 or 0
 */
export async function ownEmbeddings(runtime: OnnxRuntime, epoch: Epoch, embedded: EmbeddedRows): Promise<Float32Array> {
  const { products, evidence } = embedded;
  const { network, settings } = epoch.model;
  if (settings.filter !== undefined) return before(epoch, products);
  const adjacency = ownGraph(epoch, products, evidence);
  const features = network === undefined ? ownFeatures(epoch, embedded) : ownInputs(epoch, embedded, network);
  const rows = { adjacency, features, states: epoch.layers };
  return network === undefined
    ? encodeRows(runtime, rows, settings.encoder)
    : encodeRows(runtime, rows, encoderOf(network.trained.config), network.trained.parameters.kernels);
}

function ownInputs(
  { model, buyers }: Epoch,
  { products, catalogue, rows: { counted } }: EmbeddedRows,
  { settings, trained }: NonNullable<Epoch['model']['network']>,
): Float32Array {
  const { leastPeople } = model.settings.evidence;
  const { ids, entries } = productAttributes(catalogue, settings.attributes, counted);
  const own = Int32Array.from(products, (_, row) => counted + row);
  const isKnown = (x: number): boolean => leastPeople === undefined || buyers[x] >= leastPeople;
  return networkInputs(trained, {
    productIds: Array.from(products, (x, row) => (isKnown(x) ? catalogue.products.ids[counted + row] : '')),
    attributes: { ids, entries: rowsAt(entries, own) },
  });
}

function ownFeatures({ model }: Epoch, { evidence, catalogue, rows: { counted } }: EmbeddedRows): Float32Array {
  const { products } = catalogue;
  const own = <Value>(column: readonly Value[]): readonly Value[] => column.slice(counted);
  return untrainedFeatures(
    {
      ...catalogue,
      products: {
        ...products,
        ids: own(products.ids),
        brands: own(products.brands),
        categories: products.categories.subarray(counted),
      },
    },
    evidence.mass,
    model.settings,
  );
}

function before({ inputs, dimension }: Epoch, products: Int32Array): Float32Array {
  const vectors = new Float32Array(products.length * dimension);
  const stored = inputs.sources?.affinity.values ?? new Float32Array();
  products.forEach((x, row) => {
    vectors.set(stored.subarray(x * dimension, (x + 1) * dimension), row * dimension);
  });
  return vectors;
}

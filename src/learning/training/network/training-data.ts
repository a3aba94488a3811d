import type { Csr } from '../../../core/numerics/index.js';
import type { CategoryLift } from '../../cooccurrence/index.js';
import { AlongsideError } from '../../../core/index.js';

/** Attribute nodes and which products have them. */
export interface AttributeMatrix {
  /** Ids by attribute number, ascending; an id says the kind too ("brand:Acme"). */
  readonly ids: readonly string[];
  /** [products, attributes]: how much each attribute adds to a product's input state. */
  readonly entries: Csr;
}

/** What an item network is encoded from. */
export interface NetworkData {
  readonly productIds: readonly string[];
  readonly attributes: AttributeMatrix;
  /** D^-1/2 A D^-1/2, symmetric; with self-loops for `gcn` and `attention`. */
  readonly graph: Csr;
}

/** What an item network is trained on; arrays by product number. */
export interface TrainingData extends NetworkData {
  /** C[x, y]: how much was seen of x and y together. */
  readonly evidence: Csr;
  /** 1 where a product may be recommended. */
  readonly eligible: Uint8Array;
  /** log(weighted baskets + 1). */
  readonly logPopularity: Float32Array;
  /** Category of each product, -1 for none. */
  readonly categoryOf: Int32Array;
  readonly categories: number;
  /** For each category, the category that stands for it in "another category" (see `groupCategories`). */
  readonly categoryGroups: Int32Array;
  /** Log lift of each pair of categories. */
  readonly lift: CategoryLift;
  /** 1 where a product is asked about in training (a category's subtree, say); left out, all are. */
  readonly queries?: Uint8Array;
}

/** Throws `training-data-mismatch` where sizes do not fit each other. */
export function checkTrainingData(data: TrainingData): void {
  const products = data.productIds.length;
  const fits =
    data.graph.rows === products &&
    data.evidence.rows === products &&
    data.attributes.entries.rows === products &&
    data.attributes.entries.width === data.attributes.ids.length &&
    [data.eligible, data.logPopularity, data.categoryOf].every((column) => column.length === products) &&
    data.categoryGroups.length === data.categories &&
    data.lift.sums.length === data.categories;
  if (!fits) {
    throw new AlongsideError(
      'training-data-mismatch',
      `The parts of the training data are of different sizes (${products} products, ${data.categories} categories). Build them from one catalogue.`,
      { products, graph: data.graph.rows, evidence: data.evidence.rows, categories: data.categories },
    );
  }
}

/** Whether anything was seen of a product with others: only then has it a row of its own. */
export function hasEvents(data: TrainingData, product: number): boolean {
  const { graph, evidence } = data;
  return (
    graph.offsets[product + 1] > graph.offsets[product] || evidence.offsets[product + 1] > evidence.offsets[product]
  );
}

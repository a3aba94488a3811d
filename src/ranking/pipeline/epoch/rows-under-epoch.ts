import type { OnnxRuntime } from '../../../learning/onnx/index.js';
import type { Csr } from '../../../core/numerics/index.js';
import type { ProductLists } from '../../types.js';
import { coldProductNeighbours, type RowsNow } from '../rank/cold-products.js';
import { rankProducts } from '../rank/rank-products.js';
import type { RankOptions } from '../rank/ranking-work.js';
import { askingInputs } from './asking-inputs.js';
import { catalogueNow, ownLabels, type OwnLabels } from './catalogue-now.js';
import type { Epoch } from './epoch.js';
import { joined } from './longer-arrays.js';
import { ownEmbeddings } from './own-embeddings.js';
import { ownEvidence, rowsAt } from './own-evidence.js';
import type { TouchedShop } from './touched-shop.js';

/** What a snapshot holds of one product. */
export interface ProductRow {
  readonly product: number;
  /** Of length 1, or zeros. */
  readonly embedding: Float32Array;
  /** Absent for a product that has neither evidence nor a category of which something is known. */
  readonly lists?: ProductLists;
}

/**
 * The rows of some products: of their own events as these are now, and of the epoch.
 *
 * A row depends on nothing else: not on what other rows are asked for, nor on the order in which anything happened. Where the
 * graph is as it was when the epoch began, each row is bit for bit what the full run made.
 */
export async function rowsUnderEpoch(
  runtime: OnnxRuntime,
  epoch: Epoch,
  touched: TouchedShop,
  { threads }: Pick<RankOptions, 'threads'> = {},
): Promise<ProductRow[]> {
  const { products, known } = touched;
  if (products.length === 0) return [];
  const { dimension, informed } = epoch;
  const labels = ownLabels(epoch, touched);
  const evidence = ownEvidence(epoch, touched);
  const catalogue = catalogueNow(epoch, touched);
  const rows = rowsNow(epoch, products);
  const like = nearestInContent(epoch, catalogue, labels, {
    rows,
    asks: (row) => evidence.mass[row] === 0 || products[row] >= epoch.mass.length,
  });
  const borrowed = onlyRows(like, (row) => evidence.mass[row] === 0);
  const embeddings = await ownEmbeddings(runtime, epoch, { products, evidence, catalogue, rows });
  const asking = askingInputs(epoch, { products, known, labels, evidence, embeddings, borrowed, like });
  const listed = Int32Array.from(products.keys()).filter(
    (row) => evidence.mass[row] > 0 || informed[labels.categoryOf[row]] === 1,
  );
  const found = new Map<number, ProductLists>();
  const options = { coldProducts: epoch.coldProductLists, explained: epoch.explained, ...(threads ? { threads } : {}) };
  for await (const lists of rankProducts(
    asking,
    listed.map((row) => known + row),
    options,
  )) {
    const product = products[lists.product - known];
    found.set(product, { ...lists, product });
  }
  return Array.from(products, (product, row) => {
    const lists = found.get(product);
    const at = (known + row) * dimension;
    const embedding = asking.embeddings.slice(at, at + dimension);
    return lists === undefined ? { product, embedding } : { product, embedding, lists };
  });
}

/** The rows' place among the products of `catalogueNow`. */
function rowsNow({ mass }: Epoch, products: Int32Array): RowsNow {
  const counted = mass.length;
  const standsFor = Int32Array.from({ length: counted + products.length }, (_, row) => row);
  products.forEach((x, row) => {
    if (x < counted) standsFor[counted + row] = x;
  });
  return { counted, standsFor };
}

/** [rows, products] the products nearest in content to each row that asks; by the epoch's frequencies and bands. */
function nearestInContent(
  { mass, inputs: { context } }: Epoch,
  catalogue: ReturnType<typeof catalogueNow>,
  labels: OwnLabels,
  { rows, asks }: { readonly rows: RowsNow; readonly asks: (row: number) => boolean },
): Csr {
  const own = Int32Array.from(labels.brandOf.keys());
  const { counted } = rows;
  const marks = Float64Array.from(own, (row) => (asks(row) ? 0 : 1));
  if (marks.every((mark) => mark === 1)) return emptyRows(own.length, counted);
  const brandOf = joined(context.brandOf, labels.brandOf);
  const found = coldProductNeighbours(catalogue, { mass: joined(mass, marks) }, { brandOf }, rows);
  return rowsAt(
    found,
    own.map((row) => counted + row),
  );
}

function emptyRows(rows: number, width: number): Csr {
  return { rows, width, offsets: new Float64Array(rows + 1), columns: new Int32Array(), values: new Float32Array() };
}

/** The matrix with the other rows emptied. */
function onlyRows(matrix: Csr, keeps: (row: number) => boolean): Csr {
  const { rows, width, offsets } = matrix;
  const kept = new Float64Array(rows + 1);
  const entries: number[] = [];
  for (let row = 0; row < rows; row++) {
    if (keeps(row)) for (let e = offsets[row]; e < offsets[row + 1]; e++) entries.push(e);
    kept[row + 1] = entries.length;
  }
  return {
    rows,
    width,
    offsets: kept,
    columns: Int32Array.from(entries, (e) => matrix.columns[e]),
    values: Float32Array.from(entries, (e) => matrix.values[e]),
  };
}

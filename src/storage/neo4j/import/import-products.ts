import { productKind, type LocatedRow, type ProductRow } from '../../../shop/csv/index.js';
import type { GraphConnection } from '../graph-connection.js';
import { rejected, type FileImport } from './file-import.js';
import type { BatchOutcome } from './import-report.js';
import type { CategoryCache } from './category-cache.js';
import { LastOfEach } from './last-of-each.js';

/** Adds products or brings them up to date; only what differs is written. */
export async function importProducts(
  graph: GraphConnection,
  path: string,
  file: FileImport,
  categories: CategoryCache,
): Promise<void> {
  const accept = (row: ProductRow): boolean => categories.accepts(row.categoryId);
  const last = await LastOfEach.of(path, productKind, (row) => row.productId, accept);
  await file.run(productKind, async (rows): Promise<BatchOutcome> => {
    const accepted = rows.filter(({ row }) => accept(row));
    const current = last.among(accepted);
    const changed = await changedAmong(graph, current);
    if (changed.length > 0) {
      await categories.provide(changed.map((row) => row.categoryId));
      await graph.write('write/products', productColumns(changed));
    }
    return {
      written: changed.length,
      alreadyThere: current.length - changed.length,
      superseded: accepted.length - current.length,
      rejected: rows
        .filter(({ row }) => !accept(row))
        .map((each) => rejected(each, `category_id ${each.row.categoryId} is not among the categories`)),
    };
  });
}

async function changedAmong(graph: GraphConnection, rows: readonly LocatedRow<ProductRow>[]): Promise<ProductRow[]> {
  const products = rows.map(({ row }) => row);
  if (products.length === 0) return [];
  const [{ changed }] = await graph.read('read/changed-products', productColumns(products));
  return changed.map((i) => products[i]);
}

function productColumns(products: readonly ProductRow[]): Record<string, unknown> {
  return {
    productIds: products.map((row) => row.productId),
    categoryIds: products.map((row) => row.categoryId),
    titles: products.map((row) => row.title),
    prices: products.map((row) => row.price ?? null),
    brands: products.map((row) => row.brand ?? null),
    categoryPaths: products.map((row) => row.categoryIds),
    stocks: products.map((row) => row.stock ?? null),
    margins: products.map((row) => row.margin ?? null),
  };
}

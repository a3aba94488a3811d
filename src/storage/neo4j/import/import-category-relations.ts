import { categoryRelationKind, type CategoryRelationRow } from '../../../shop/csv/index.js';
import type { GraphConnection } from '../graph-connection.js';
import { rejected, type FileImport } from './file-import.js';
import type { BatchOutcome } from './import-report.js';
import type { CategoryCache } from './category-cache.js';
import { LastOfEach } from './last-of-each.js';

/** Records which categories a merchant says go together. */
export async function importCategoryRelations(
  graph: GraphConnection,
  path: string,
  file: FileImport,
  categories: CategoryCache,
): Promise<void> {
  const unknownIn = (row: CategoryRelationRow): string | undefined =>
    [row.categoryId, row.relatedId].find((id) => !categories.accepts(id));
  const last = await LastOfEach.of(
    path,
    categoryRelationKind,
    (row) => `${row.categoryId}\n${row.relatedId}`,
    (row) => unknownIn(row) === undefined,
  );
  await file.run(categoryRelationKind, async (rows): Promise<BatchOutcome> => {
    const accepted = rows.filter(({ row }) => unknownIn(row) === undefined);
    const current = last.among(accepted).map(({ row }) => row);
    const written = await writeRelations(graph, current, categories);
    return {
      written,
      alreadyThere: current.length - written,
      superseded: accepted.length - current.length,
      rejected: rows.flatMap((each) => {
        const unknown = unknownIn(each.row);
        return unknown === undefined ? [] : [rejected(each, `category ${unknown} is not among the categories`)];
      }),
    };
  });
}

async function writeRelations(
  graph: GraphConnection,
  rows: readonly CategoryRelationRow[],
  categories: CategoryCache,
): Promise<number> {
  if (rows.length === 0) return 0;
  await categories.provide(rows.flatMap((row) => [row.categoryId, row.relatedId]));
  const [{ written }] = await graph.writeReturning('write/category-relations', {
    categoryIds: rows.map((row) => row.categoryId),
    relatedIds: rows.map((row) => row.relatedId),
    weights: rows.map((row) => row.weight),
  });
  return written;
}

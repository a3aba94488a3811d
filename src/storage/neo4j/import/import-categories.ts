import { categoryKind, readAhead, readRows, type CategoryRow, type LocatedRow } from '../../../shop/csv/index.js';
import type { CategoryId } from '../../../core/index.js';
import type { GraphConnection } from '../graph-connection.js';
import { refusedPlacements } from './category-tree.js';
import { rejected, type FileImport } from './file-import.js';
import type { BatchOutcome } from './import-report.js';

interface PresentCategory {
  readonly name: string | undefined;
  readonly parentId: CategoryId | undefined;
}

/** What a category file asks for, held as a whole: only the whole tree shows whether it has a ring. */
interface Plan {
  readonly present: ReadonlyMap<CategoryId, PresentCategory>;
  /** The line of each category's last row: that one counts. */
  readonly lastLine: ReadonlyMap<CategoryId, number>;
  readonly refused: ReadonlyMap<CategoryId, string>;
}

/** Brings names and places of categories up to date; the tree never has a ring, not even half-way through. */
export async function importCategories(
  graph: GraphConnection,
  path: string,
  file: FileImport,
  createMissing: boolean,
): Promise<void> {
  const plan = await makePlan(graph, path, createMissing);
  const moved: CategoryRow[] = [];
  await file.run(categoryKind, async (rows) => {
    const { outcome, changed } = sortOut(rows, plan);
    if (changed.length > 0) {
      await graph.write('write/category-names', {
        categoryIds: changed.map((row) => row.categoryId),
        names: changed.map((row) => row.name),
      });
    }
    moved.push(...changed.filter((row) => plan.present.get(row.categoryId)?.parentId !== row.parentId));
    return outcome;
  });
  await place(graph, moved, createMissing);
}

async function makePlan(graph: GraphConnection, path: string, createMissing: boolean): Promise<Plan> {
  const present = new Map<CategoryId, PresentCategory>();
  for await (const { categoryId, name, parentId } of graph.stream('read/category-tree')) {
    present.set(categoryId, { name: name ?? undefined, parentId: parentId ?? undefined });
  }
  const wishes = new Map<CategoryId, CategoryRow>();
  const lastLine = new Map<CategoryId, number>();
  for await (const { rows } of readAhead(readRows(path, categoryKind))) {
    for (const { row, line } of rows) {
      wishes.set(row.categoryId, row);
      lastLine.set(row.categoryId, line);
    }
  }
  const places = new Map([...present].map(([id, { parentId }]) => [id, parentId]));
  return { present, lastLine, refused: refusedPlacements([...wishes.values()], places, createMissing) };
}

function sortOut(
  rows: readonly LocatedRow<CategoryRow>[],
  { present, lastLine, refused }: Plan,
): { outcome: BatchOutcome; changed: CategoryRow[] } {
  const last = rows.filter(({ row, line }) => lastLine.get(row.categoryId) === line);
  const usable = last.filter(({ row }) => !refused.has(row.categoryId));
  const changed = usable
    .map(({ row }) => row)
    .filter((row) => {
      const before = present.get(row.categoryId);
      return before === undefined || before.name !== row.name || before.parentId !== row.parentId;
    });
  const outcome = {
    written: changed.length,
    alreadyThere: usable.length - changed.length,
    superseded: rows.length - last.length,
    rejected: last.flatMap((each) => {
      const reason = refused.get(each.row.categoryId);
      return reason === undefined ? [] : [rejected(each, reason)];
    }),
  };
  return { outcome, changed };
}

/** Takes all moved categories from their old places before any gets its new one. */
async function place(graph: GraphConnection, moved: readonly CategoryRow[], createMissing: boolean): Promise<void> {
  if (moved.length === 0) return;
  await graph.write('write/detach-categories', { categoryIds: moved.map((row) => row.categoryId) });
  const placed = moved.flatMap(({ categoryId, parentId }) =>
    parentId === undefined ? [] : [{ categoryId, parentId }],
  );
  const parentIds = placed.map((row) => row.parentId);
  if (createMissing) await graph.write('write/merge-category-stubs', { categoryIds: [...new Set(parentIds)] });
  await graph.write('write/category-parents', { categoryIds: placed.map((row) => row.categoryId), parentIds });
}

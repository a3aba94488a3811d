import { findSources, RejectsFile, type ClockReader, type SourceFile } from '../../../shop/csv/index.js';
import { noProgress, type ReportProgress } from '../../../core/index.js';
import type { GraphConnection } from '../graph-connection.js';
import { ensureSchema } from '../schema.js';
import { FileImport } from './file-import.js';
import { importCategories } from './import-categories.js';
import { importCategoryRelations } from './import-category-relations.js';
import { EventImport } from './import-events.js';
import { nameOrderEvents } from './name-order-events.js';
import { importProducts } from './import-products.js';
import { addCounts, noRows, type FileReport, type ImportReport } from './import-report.js';
import { CategoryCache } from './category-cache.js';

export interface ImportOptions {
  /** Folders and files with canonical CSV, in any order. */
  readonly paths: readonly string[];
  /** Where rows that cannot be used go; written only if there are any. */
  readonly rejectsPath: string;
  /** Make stubs of products and categories that rows refer to and nobody describes, instead of rejecting the rows. */
  readonly createMissing?: boolean;
  /** What times without an offset are read by; UTC's if left out. */
  readonly clock?: ClockReader | undefined;
  /** Counts events again that have no id of the shop's: keeps them apart from those that are there. */
  readonly countAgain?: string;
  readonly progress?: ReportProgress;
  /** When aborted, the batch at hand is finished and the import ends with the error `interrupted`. */
  readonly signal?: AbortSignal;
}

/**
 * Brings a shop's files into the graph: categories first, then products, category relations and events.
 *
 * Safe to repeat and to kill at any moment: importing again ends in the same graph as one undisturbed import.
 * Bad rows are reported, never thrown; files that cannot be read, lack columns or are not ours are errors.
 */
export async function importFiles(graph: GraphConnection, options: ImportOptions): Promise<ImportReport> {
  const { files: sources, ignored } = await findSources(options.paths);
  const rejects = await RejectsFile.prepare(options.rejectsPath);
  const warnings = new Set<string>();
  const files: FileReport[] = [];
  try {
    await ensureSchema(graph);
    await nameOrderEvents(graph);
    const events = new EventImport(graph, options);
    const importOne = importer(graph, options.createMissing ?? false, events);
    for (const source of sources) {
      const file = new FileImport(source.path, {
        rejects,
        progress: options.progress ?? noProgress,
        signal: options.signal,
        warn: (text) => warnings.add(text),
      });
      await importOne(source, file);
      files.push({ path: source.path, kind: source.kind, ...file.counts });
    }
    for (const note of events.census.notes()) warnings.add(note);
  } finally {
    await rejects.close();
  }
  const total = files.reduce(addCounts, noRows);
  return {
    files,
    total,
    ...(total.rejected > 0 ? { rejectsPath: rejects.path } : {}),
    ignored,
    warnings: [...warnings],
  };
}

/** Imports one file after the other; what is known about the catalogue is shared between files of a kind. */
function importer(
  graph: GraphConnection,
  createMissing: boolean,
  events: EventImport,
): (source: SourceFile, file: FileImport) => Promise<void> {
  let categories: CategoryCache | undefined;
  return async ({ kind, path }, file) => {
    if (kind === 'categories') return importCategories(graph, path, file, createMissing);
    if (kind === 'events') return events.importFile(file);
    categories ??= await CategoryCache.load(graph, createMissing);
    return kind === 'products'
      ? importProducts(graph, path, file, categories)
      : importCategoryRelations(graph, path, file, categories);
  };
}

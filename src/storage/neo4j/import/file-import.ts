import { basename } from 'node:path';
import {
  readAhead,
  readRows,
  type LocatedRow,
  type RejectedRow,
  type RejectsFile,
  type RowKind,
} from '../../../shop/csv/index.js';
import { AlongsideError, type ReportProgress } from '../../../core/index.js';
import { addCounts, noRows, type BatchOutcome, type RowCounts } from './import-report.js';

export interface FileImportOptions {
  readonly rejects: RejectsFile;
  readonly progress: ReportProgress;
  readonly signal: AbortSignal | undefined;
  readonly warn: (text: string) => void;
}

/** Rows a transaction. From here on the cost of a transaction no longer shows; more only costs memory. */
const batchSize = 5000;

/** One file on its way into the graph: reads ahead, keeps the counts, sends rejects to their file, stops when asked. */
export class FileImport {
  private so = noRows;

  constructor(
    private readonly path: string,
    private readonly options: FileImportOptions,
  ) {}

  get counts(): RowCounts {
    return this.so;
  }

  /** Hands every batch to `write` while the next one is read. Throws `interrupted` after the batch at hand. */
  async run<Row>(
    kind: RowKind<Row>,
    write: (rows: readonly LocatedRow<Row>[]) => Promise<BatchOutcome>,
  ): Promise<RowCounts> {
    const name = basename(this.path);
    const batches = readRows(this.path, kind, {
      batchSize,
      onExtraColumns: (columns) => {
        this.options.warn(`${name}: left out ${columns.join(', ')}, which the format does not have`);
      },
    });
    for await (const batch of readAhead(batches)) {
      this.stopIfAsked();
      const outcome = await write(batch.rows);
      const rejected = [...batch.rejected, ...outcome.rejected].sort((a, b) => a.line - b.line);
      await this.options.rejects.add(name, rejected);
      this.so = addCounts(this.so, {
        read: batch.rows.length + batch.rejected.length,
        written: outcome.written,
        alreadyThere: outcome.alreadyThere,
        rejected: rejected.length,
        superseded: outcome.superseded ?? 0,
      });
      this.options.progress({ step: `importing ${name}`, done: batch.bytesRead, total: batch.size, unit: 'bytes' });
    }
    return this.so;
  }

  stopIfAsked(): void {
    if (this.options.signal?.aborted !== true) return;
    throw new AlongsideError(
      'interrupted',
      `Interrupted in ${basename(this.path)} after ${String(this.so.read)} rows, of which ${String(this.so.written)} were written. Nothing is lost: run again to go on.`,
      { ...this.so, path: this.path },
    );
  }
}

export function rejected(located: LocatedRow<unknown>, reason: string): RejectedRow {
  return { line: located.line, raw: located.raw, reason };
}

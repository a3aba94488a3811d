import type { FileKind, RejectedRow } from '../../../shop/csv/index.js';

/** What became of rows. `read` is the sum of the others. */
export interface RowCounts {
  readonly read: number;
  /** Added to the graph, or changed in it. */
  readonly written: number;
  /** The graph said so already. */
  readonly alreadyThere: number;
  readonly rejected: number;
  /** A later row of the same file says something about the same thing, and that one counts. */
  readonly superseded: number;
}

export interface FileReport extends RowCounts {
  readonly path: string;
  readonly kind: FileKind;
}

export interface ImportReport {
  readonly files: readonly FileReport[];
  readonly total: RowCounts;
  /** The file with the rejected rows; absent where there are none. */
  readonly rejectsPath?: string;
  /** Files of a given folder that are no part of the format. */
  readonly ignored: readonly string[];
  /** What the shop should know but need not act on: columns that were left out. */
  readonly warnings: readonly string[];
}

/** What became of one batch. */
export interface BatchOutcome {
  readonly written: number;
  readonly alreadyThere: number;
  readonly superseded?: number;
  readonly rejected: readonly RejectedRow[];
}

export const noRows: RowCounts = { read: 0, written: 0, alreadyThere: 0, rejected: 0, superseded: 0 };

export function addCounts(a: RowCounts, b: RowCounts): RowCounts {
  return {
    read: a.read + b.read,
    written: a.written + b.written,
    alreadyThere: a.alreadyThere + b.alreadyThere,
    rejected: a.rejected + b.rejected,
    superseded: a.superseded + b.superseded,
  };
}

import { hash } from 'node:crypto';
import { OccurrenceTable, readAhead, readRows, type LocatedRow, type RowKind } from '../../../shop/csv/index.js';

/**
 * Which row is the file's last word on a thing. The file is read once beforehand and only counted,
 * in about 20 bytes a thing, so that a row which a later one supersedes is never written.
 */
export class LastOfEach<Row> {
  private readonly total = new OccurrenceTable();
  private readonly soFar = new OccurrenceTable();

  private constructor(private readonly keyOf: (row: Row) => string) {}

  /** Counts the rows that `accept` lets through. */
  static async of<Row>(
    path: string,
    kind: RowKind<Row>,
    keyOf: (row: Row) => string,
    accept: (row: Row) => boolean = () => true,
  ): Promise<LastOfEach<Row>> {
    const last = new LastOfEach(keyOf);
    for await (const { rows } of readAhead(readRows(path, kind))) {
      for (const { row } of rows) if (accept(row)) last.total.add(...slotKey(keyOf(row)));
    }
    return last;
  }

  /** The last words among the next rows of the file; must be handed every accepted row, in order. */
  among(rows: readonly LocatedRow<Row>[]): LocatedRow<Row>[] {
    return rows.filter(({ row }) => {
      const key = slotKey(this.keyOf(row));
      return this.soFar.add(...key) + 1 === this.total.count(...key);
    });
  }
}

function slotKey(text: string): [low: number, high: number] {
  const digest = hash('sha256', text, 'buffer');
  return [digest.readUInt32LE(0), digest.readUInt32LE(4)];
}

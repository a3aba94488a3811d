import type { GraphConnection } from '../graph-connection.js';

/** Nodes whose relationships are looked through in one transaction. */
const BATCH = 500;

/** Removes all that was written back for snapshots other than the live one and the one before it. */
export async function removeOldSnapshots(graph: GraphConnection, report: (removed: number) => void): Promise<number> {
  const row = (await graph.read('read/kept-snapshots')).at(0);
  if (row === undefined || !(row.get('others') as boolean)) return 0;
  const kept = row.get('kept') as readonly string[];
  let removed = 0;
  for (const statement of ['write/remove-old-lists', 'write/remove-old-relations'] as const) {
    for (let after: string | null = ''; after !== null;) {
      const { records } = await graph.write(statement, { after, kept, batch: BATCH });
      after = records[0].get('last') as string | null;
      removed += records[0].get('removed') as number;
      report(removed);
    }
  }
  // The record goes last: while it stands, there may be something left of it.
  await graph.write('write/remove-old-snapshots', { kept });
  return removed;
}

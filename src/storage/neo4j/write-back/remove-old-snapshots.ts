import type { GraphConnection, Parameters } from '../graph-connection.js';

/** Nodes whose relationships are looked through in one transaction. */
const BATCH = 500;

/** Removes all that was written back for snapshots other than the live one and the one before it. */
export async function removeOldSnapshots(graph: GraphConnection, report: (removed: number) => void): Promise<number> {
  const snapshots = (await graph.read('read/kept-snapshots')).at(0);
  if (snapshots?.others !== true) return 0;
  const { kept } = snapshots;
  let removed = 0;
  for (const statement of ['write/remove-old-lists', 'write/remove-old-relations'] as const) {
    for (let after: string | null = ''; after !== null;) {
      const parameters: Parameters = { after, kept, batch: BATCH };
      const [done] = await graph.writeReturning(statement, parameters);
      after = done.last;
      removed += done.removed;
      report(removed);
    }
  }
  // The record goes last: while it stands, there may be something left of it.
  await graph.write('write/remove-old-snapshots', { kept });
  return removed;
}

import type { Record as Row } from 'neo4j-driver';
import { AlongsideError } from '../../core/index.js';
import { rowSchemas, type RowStatement, type StatementRows } from './statement-rows.js';

/**
 * A row of a statement as its schema has it.
 *
 * @throws AlongsideError `graph-row-invalid`, which names the statement and the field
 */
export function checkedRow<Name extends RowStatement>(statement: Name, row: Row): StatementRows[Name] {
  const checked = rowSchemas[statement].safeParse(row.toObject());
  if (checked.success) return checked.data;
  const [{ path, message }] = checked.error.issues;
  const field = String(path[0]);
  throw new AlongsideError(
    'graph-row-invalid',
    `Neo4j answered cypher/${statement}.cypher with a "${field}" that cannot be used (${message}). Look for nodes or relationships in the graph that something other than Alongside wrote.`,
    { statement, field },
  );
}

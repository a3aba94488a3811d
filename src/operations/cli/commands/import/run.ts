import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import Table from 'cli-table3';
import { counted } from '../../../../core/index.js';
import { importFiles, type ImportReport, type RowCounts } from '../../../../storage/neo4j/index.js';
import { clockOf } from '../../../../shop/csv/index.js';
import type { CliContext } from '../../command.js';
import { withKeptServers } from '../../keep-servers.js';
import { requireServers } from '../../servers.js';
import { withGraph } from '../../with-graph.js';

export interface ImportRequest {
  readonly paths: readonly string[];
  /** File for rejected rows; one in the home if left out. */
  readonly rejects: string | undefined;
  readonly createMissing: boolean;
  /** Whether events without an id of the shop's count once more. */
  readonly countAgain: boolean;
  /** Of times that name no offset. */
  readonly timeZone: string;
}

/** Brings files into the graph and says what became of their rows. */
export async function runImport(context: CliContext, request: ImportRequest): Promise<void> {
  const clock = clockOf(request.timeZone);
  const servers = await requireServers(context);
  const rejectsPath = resolve(request.rejects ?? join(context.home, 'rejects.csv'));
  await mkdir(dirname(rejectsPath), { recursive: true });
  const report = await withKeptServers(context, () =>
    withGraph(servers.neo4j, (graph) =>
      importFiles(graph, {
        paths: request.paths,
        rejectsPath,
        createMissing: request.createMissing,
        clock,
        ...(request.countAgain ? { countAgain: randomUUID() } : {}),
        progress: context.terminal.progress,
        signal: context.signal,
      }),
    ),
  );
  for (const path of report.ignored) context.terminal.note(`left alone: ${path}`);
  for (const warning of report.warnings) context.terminal.note(`note: ${warning}`);
  context.terminal.result(report, () => describe(report));
}

function describe(report: ImportReport): string {
  const table = new Table({
    head: ['file', 'read', 'written', 'already there', 'rejected', 'superseded'],
    colAligns: ['left', 'right', 'right', 'right', 'right', 'right'],
    style: { head: [], border: [] },
  });
  for (const file of report.files) table.push([file.kind, ...cells(file)]);
  if (report.files.length > 1) table.push(['total', ...cells(report.total)]);
  const rejects =
    report.rejectsPath === undefined
      ? ''
      : `\n${counted(report.total.rejected, 'row was', 'rows were')} rejected; ${report.rejectsPath} has them with line and reason.`;
  return `${table.toString()}${rejects}`;
}

function cells(counts: RowCounts): string[] {
  return [counts.read, counts.written, counts.alreadyThere, counts.rejected, counts.superseded].map((count) =>
    count.toLocaleString('en'),
  );
}

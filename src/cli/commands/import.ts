import { mkdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import Table from 'cli-table3';
import type { Command } from 'commander';
import { GraphConnection, importFiles, type ImportReport, type RowCounts } from '../../graph/index.js';
import { command, type CliContext } from '../command.js';
import { requireServers } from '../servers.js';

interface ImportFlags {
  readonly rejects?: string;
  readonly createMissing?: boolean;
}

/** `alongside import DIR|FILE…`: a shop's canonical CSV into the graph. */
export function importCommand(): Command {
  return command<ImportFlags>(
    'import',
    'bring canonical CSV (plain or .gz) into the graph; safe to repeat and to interrupt',
    (self) =>
      self
        .argument(
          '<path...>',
          'folders with products.csv, categories.csv, events.csv, category_relations.csv, or such files',
        )
        .option('--rejects <file>', 'where rejected rows go, with line and reason (default: rejects.csv in the home)')
        .option('--create-missing', 'make stubs of unknown products and categories instead of rejecting the rows'),
    runImport,
  );
}

async function runImport(context: CliContext, flags: ImportFlags, paths: string[]): Promise<void> {
  const servers = await requireServers(context);
  const rejectsPath = resolve(flags.rejects ?? join(context.home, 'rejects.csv'));
  await mkdir(dirname(rejectsPath), { recursive: true });
  const graph = await GraphConnection.open(servers.neo4j);
  try {
    const report = await importFiles(graph, {
      paths,
      rejectsPath,
      createMissing: flags.createMissing === true,
      progress: context.terminal.progress,
      signal: context.signal,
    });
    for (const path of report.ignored) context.terminal.note(`left alone: ${path}`);
    for (const warning of report.warnings) context.terminal.note(`note: ${warning}`);
    context.terminal.result(report, () => describe(report));
  } finally {
    await graph.close();
  }
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
      : `\n${report.total.rejected.toLocaleString('en')} rows were rejected; ${report.rejectsPath} has them with line and reason.`;
  return `${table.toString()}${rejects}`;
}

function cells(counts: RowCounts): string[] {
  return [counts.read, counts.written, counts.alreadyThere, counts.rejected, counts.superseded].map((count) =>
    count.toLocaleString('en'),
  );
}

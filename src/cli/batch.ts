import { createReadStream, createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { pipeline as pipe, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { parse } from 'csv-parse';
import { stringify } from 'csv-stringify';
import { z } from 'zod';
import { AlongsideError, UsageError, messageOf, type ReportProgress } from '../kernel/index.js';
import type { Rule } from '../rules/index.js';
import { BatchRanker, type BatchQuery } from '../serving/index.js';
import type { Snapshot } from '../snapshots/index.js';

export interface BatchOptions {
  readonly from: string;
  readonly to: string;
  readonly limit: number;
  /** The shop's rules; none if left out. */
  readonly rules?: readonly Rule[];
  readonly progress: ReportProgress;
  readonly signal: AbortSignal;
}

export interface BatchReport {
  readonly queries: number;
  /** Queries whose product the snapshot does not know: they have no list. */
  readonly unknown: number;
  readonly seconds: number;
}

const rowSchema = z.object({
  query_id: z.string().min(1),
  product_id: z.string().min(1),
  user_id: z.string().default(''),
  history: z.string().default(''),
  pool: z.enum(['', 'all', 'new']).default('all'),
});

const CHUNK = 500;

/**
 * One list per query of a CSV file (plain or .gz), written beside `to` and then put in its place.
 *
 * @throws UsageError `invalid-queries` naming the line that is wrong
 */
export async function recommendBatch(snapshot: Snapshot, options: BatchOptions): Promise<BatchReport> {
  const started = performance.now();
  const ranker = await BatchRanker.open(snapshot, options.limit, options.rules);
  const report = { queries: 0, unknown: 0 };
  const partial = `${options.to}.partial`;

  async function* lists(rows: AsyncIterable<unknown>): AsyncGenerator<(string | number)[]> {
    for await (const queries of chunks(rows)) {
      const answers = await ranker.answer(queries);
      for (const [i, items] of answers.entries()) {
        if (items.length === 0) report.unknown++;
        for (const [rank, item] of items.entries()) {
          yield [queries[i].queryId, rank + 1, item.productId, Number(item.score.toPrecision(6))];
        }
      }
      report.queries += queries.length;
      options.progress({ step: 'answering queries', done: report.queries, unit: 'queries' });
    }
  }
  try {
    await pipeline(
      openQueries(options.from),
      parse({ columns: true, bom: true, info: true }),
      lists,
      stringify({ header: true, columns: ['query_id', 'rank', 'product_id', 'score'] }),
      createWriteStream(partial),
      { signal: options.signal },
    );
  } catch (error) {
    await rm(partial, { force: true });
    if (options.signal.aborted) throw new AlongsideError('interrupted', `Stopped; ${options.to} was not written.`);
    if (error instanceof AlongsideError) throw error;
    throw new UsageError(
      'invalid-queries',
      `${options.from}: ${messageOf(error)}`,
      { file: options.from },
      { cause: error },
    );
  }
  await rename(partial, options.to);
  return { ...report, seconds: (performance.now() - started) / 1000 };
}

function openQueries(path: string): Readable {
  const file = createReadStream(path);
  // The last stream fails with whichever fails; the caller reads that one.
  return path.endsWith('.gz') ? pipe(file, createGunzip(), () => undefined) : file;
}

async function* chunks(rows: AsyncIterable<unknown>): AsyncGenerator<BatchQuery[]> {
  let chunk: BatchQuery[] = [];
  for await (const row of rows) {
    chunk.push(parseRow(row as { info: { lines: number }; record: unknown }));
    if (chunk.length < CHUNK) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}

function parseRow({ info, record }: { info: { lines: number }; record: unknown }): BatchQuery {
  const parsed = rowSchema.safeParse(record);
  if (!parsed.success) {
    throw new UsageError('invalid-queries', `Line ${info.lines} of the queries: ${z.prettifyError(parsed.error)}`, {
      line: info.lines,
    });
  }
  const { query_id, product_id, user_id, history, pool } = parsed.data;
  return {
    queryId: query_id,
    productId: product_id,
    userId: user_id,
    history: history.split('|').filter((id) => id !== ''),
    onlyNew: pool === 'new',
  };
}

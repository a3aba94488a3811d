import { createReadStream, createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { pipeline as pipe, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { parse } from 'csv-parse';
import { stringify } from 'csv-stringify/sync';
import { z } from 'zod';
import {
  AlongsideError,
  OWNER_ONLY,
  UsageError,
  messageOf,
  requireRegularFile,
  type ReportProgress,
} from '../../../../core/index.js';
import type { Rule } from '../../../../serving/rules/index.js';
import { BatchRanker, type BatchQuery } from '../../../../serving/lists/index.js';
import type { Snapshot } from '../../../../storage/redis/index.js';

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
  /** Product ids joined by `|`, newest first; each counts as bought. */
  history: z.string().default(''),
  pool: z.enum(['', 'all', 'new']).default('all'),
});

/** Queries that are answered at a time; fewer of long lists, whose items would outlive the young generation of the heap. */
const CHUNK = 500;
const CHUNK_ITEMS = 5000;

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

  /** The lines of one chunk of queries at a time: a stream takes longer to hand a line on than a line takes to write. */
  async function* lists(rows: AsyncIterable<unknown>): AsyncGenerator<string> {
    yield stringify([['query_id', 'rank', 'product_id', 'score']]);
    for await (const queries of chunks(rows, chunkSize(options.limit))) {
      const answers = await ranker.answer(queries);
      const lines: (string | number)[][] = [];
      answers.forEach((items, i) => {
        if (items.length === 0) report.unknown++;
        const { queryId } = queries[i];
        items.forEach(({ productId, score }, rank) => {
          lines.push([queryId, rank + 1, productId, Number(score.toPrecision(6))]);
        });
      });
      yield stringify(lines);
      report.queries += queries.length;
      options.progress({ step: 'answering queries', done: report.queries, unit: 'queries' });
    }
  }
  await requireRegularFile(options.from);
  await rm(partial, { force: true });
  try {
    await pipeline(
      openQueries(options.from),
      parse({ columns: true, bom: true, info: true }),
      lists,
      createWriteStream(partial, { mode: OWNER_ONLY }),
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

function chunkSize(limit: number): number {
  return Math.min(CHUNK, Math.ceil(CHUNK_ITEMS / limit));
}

async function* chunks(rows: AsyncIterable<unknown>, size: number): AsyncGenerator<BatchQuery[]> {
  let chunk: BatchQuery[] = [];
  for await (const row of rows) {
    chunk.push(parseRow(row as { info: { lines: number }; record: unknown }));
    if (chunk.length < size) continue;
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

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
  issueText,
  messageOf,
  requirePlaceForFile,
  requireRegularFile,
  type ReportProgress,
} from '../../../../core/index.js';
import type { Rule } from '../../../../serving/rules/index.js';
import {
  BatchRanker,
  type BatchItem,
  type BatchQuery,
  type DescribedBatchItem,
} from '../../../../serving/lists/index.js';
import type { Snapshot } from '../../../../storage/redis/index.js';

export interface BatchOptions {
  readonly from: string;
  readonly to: string;
  readonly limit: number;
  /** The shop's rules; none if left out. */
  readonly rules?: readonly Rule[];
  /** Of all lists, 0 to 1; left out: as the rules have it, else as the model made them. */
  readonly balance?: number | undefined;
  /** Below how many people a count is not told in reasons; left out: no titles and reasons are written. */
  readonly reasonsFrom?: number | undefined;
  readonly progress: ReportProgress;
  readonly signal: AbortSignal;
}

export interface BatchReport {
  readonly queries: number;
  /** Queries without a list, as the snapshot does not know their product. */
  readonly unknown: number;
  readonly seconds: number;
}

const rowSchema = z
  .object({
    /** A customer alone needs none, and is called by the customer's id. */
    query_id: z.string().default(''),
    product_id: z.string().default(''),
    user_id: z.string().default(''),
    /** Product ids joined by `|`, newest first; each counts as bought. */
    history: z.string().default(''),
    pool: z.enum(['', 'all', 'new'], 'must be all or new').default('all'),
  })
  .refine(
    ({ product_id, user_id, history }) => `${product_id}${user_id}${history}` !== '',
    'must name a product_id, a user_id or a history',
  )
  .refine(
    ({ query_id, product_id, user_id }) => query_id !== '' || (product_id === '' && user_id !== ''),
    'must have a query_id, but for a user_id alone',
  );

type AnsweredItem = BatchItem | DescribedBatchItem;
const COLUMNS = ['query_id', 'rank', 'product_id', 'score'];
const REASON_COLUMNS = ['title', 'reason'];

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
  const ranker = await BatchRanker.open(snapshot, options.limit, options.rules, options.balance);
  const report = { queries: 0, unknown: 0 };
  const { reasonsFrom } = options;
  const partial = `${options.to}.partial`;

  /** The lines of one chunk of queries at a time: a stream takes longer to hand a line on than a line takes to write. */
  async function* lists(rows: AsyncIterable<unknown>): AsyncGenerator<string> {
    yield stringify([[...COLUMNS, ...(reasonsFrom === undefined ? [] : REASON_COLUMNS)]]);
    for await (const queries of chunks(rows, chunkSize(options.limit))) {
      const answers: readonly (readonly AnsweredItem[])[] =
        reasonsFrom === undefined ? await ranker.answer(queries) : await ranker.describe(queries, reasonsFrom);
      report.unknown += answers.filter((items) => items.length === 0).length;
      yield stringify(
        answers.flatMap((items, i) => items.map((item, place) => lineOf(queries[i].queryId, item, place))),
      );
      report.queries += queries.length;
      options.progress({ step: 'answering queries', done: report.queries, unit: 'queries' });
    }
  }
  await requireRegularFile(options.from);
  await requirePlaceForFile(options.to);
  await rm(partial, { force: true });
  try {
    await pipeline(
      openQueries(options.from),
      parse({ columns: namedColumns, bom: true, info: true }),
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

function lineOf(queryId: string, item: AnsweredItem, place: number): (string | number)[] {
  const { productId, score } = item;
  const line = [queryId, place + 1, productId, Number(score.toPrecision(6))];
  return 'reason' in item ? [...line, item.title, item.reason] : line;
}

/** The header's names; one of them must say whose each line is, or every line would be at fault. */
function namedColumns(header: readonly string[]): string[] {
  if (header.includes('query_id') || header.includes('user_id')) return [...header];
  throw new UsageError(
    'invalid-queries',
    `The header of the queries lacks the column query_id (user_id does for customers alone); it has ${header.join(', ')}.`,
    { line: 1 },
  );
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
  const parsed = rowSchema.safeParse(record, { error: issueText });
  if (!parsed.success) {
    throw new UsageError('invalid-queries', `Line ${info.lines} of the queries: ${z.prettifyError(parsed.error)}`, {
      line: info.lines,
    });
  }
  const { query_id, product_id, user_id, history, pool } = parsed.data;
  return {
    queryId: query_id === '' ? user_id : query_id,
    productId: product_id,
    userId: user_id,
    history: history.split('|').filter((id) => id !== ''),
    onlyNew: pool === 'new',
  };
}

import { z } from 'zod';
import { UsageError, issueText } from '../../../../core/index.js';
import {
  listQuerySchema,
  openLists,
  type AnsweredList,
  type ListQuery,
  type OpenLists,
} from '../../../../serving/lists/index.js';
import type { CliContext } from '../../command.js';
import { minPeople } from '../../min-people.js';
import { withRedis } from '../../with-redis.js';

/** Queries of a file, and the file for their lists. */
export interface BatchRequest {
  readonly from: string;
  readonly to: string;
  readonly limit: number;
  /** Whether titles and reasons are written too. */
  readonly reasons: boolean;
  /** Of all lists, 0 to 1; undefined: as the rules have it, else as the model made them. */
  readonly balance: number | undefined;
}

/** Answers one question with a list. */
export async function runRecommend(context: CliContext, asked: z.input<typeof listQuerySchema>): Promise<void> {
  const query = listQuerySchema.safeParse(asked, { error: issueText });
  if (!query.success) throw new UsageError('invalid-option', z.prettifyError(query.error));
  await withLists(context, ({ lists }) => recommendBasket(context, lists, query.data));
}

/** Answers a file of questions with a file of lists. */
export async function runRecommendBatch(context: CliContext, request: BatchRequest): Promise<void> {
  await withLists(context, (opened) => recommendFile(context, opened, request));
}

function withLists(context: CliContext, work: (opened: OpenLists) => Promise<void>): Promise<void> {
  return withRedis(context, (redis) => work(openLists(redis, { clock: () => new Date() })));
}

async function recommendBasket({ terminal }: CliContext, lists: OpenLists['lists'], query: ListQuery): Promise<void> {
  const list = await lists.answer(query, { exact: true });
  for (const id of list.unknown) terminal.note(`left out ${id}: the snapshot does not know it`);
  terminal.result(list, () => describeList(list));
}

async function recommendFile(
  { terminal, signal, env }: CliContext,
  { live, rules }: OpenLists,
  { reasons, ...request }: BatchRequest,
): Promise<void> {
  const { recommendBatch } = await import('./batch.js');
  const report = await recommendBatch(await live.current(), {
    ...request,
    rules: (await rules.inForce()).rules,
    // Lists of many go into mails, to readers without a key.
    reasonsFrom: reasons ? minPeople(env) : undefined,
    progress: terminal.progress,
    signal,
  });
  const rate = Math.round(report.queries / report.seconds);
  terminal.result({ ...report, queriesPerSecond: rate }, () => {
    const unknown = report.unknown > 0 ? `, ${report.unknown.toLocaleString('en')} of products that are not known` : '';
    return `${report.queries.toLocaleString('en')} queries${unknown}: ${rate.toLocaleString('en')} a second, lists in ${request.to}.`;
  });
}

/** A list for reading: two lines an item, what and why. */
export function describeList(list: AnsweredList): string {
  const names = list.items.map((item) => (item.title === '' ? item.productId : item.title));
  const ids = list.items.map((item) => (item.title === '' ? '' : item.productId));
  const width = (texts: readonly string[]): number => Math.max(0, ...texts.map((text) => text.length));
  return list.items
    .flatMap((item, i) => [
      `${String(item.rank).padStart(3)}  ${names[i].padEnd(width(names))}  ${ids[i].padEnd(width(ids))}  ${item.score.toPrecision(3)}`,
      `     ${item.reason}`,
    ])
    .join('\n');
}

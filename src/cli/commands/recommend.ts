import type { Command } from 'commander';
import { z } from 'zod';
import { UsageError } from '../../kernel/index.js';
import { listQuerySchema, openLists, type AnsweredList, type ListQuery, type OpenLists } from '../../serving/index.js';
import { openRedis } from '../../snapshots/index.js';
import { recommendBatch } from '../batch.js';
import { command, type CliContext } from '../command.js';
import { minPeople } from '../min-people.js';
import { levelOption, parseAmount, parseLevel, parseSeed, parseWhole } from '../option-values.js';
import { requireServers } from '../servers.js';

interface RecommendOptions {
  readonly top: string;
  readonly user?: string;
  readonly includeCategory?: string[];
  readonly excludeCategory?: string[];
  readonly brand?: string[];
  readonly excludeBrand?: string[];
  readonly minPrice?: string;
  readonly maxPrice?: string;
  readonly inStock?: boolean;
  readonly maxPerCategory?: string;
  readonly diversity?: string;
  readonly seed?: string;
  readonly level?: string;
  readonly batch?: string;
  readonly out?: string;
}

/** `alongside recommend`: a list for some products as one basket, or many lists from a file. */
export function recommendCommand(): Command {
  return command<RecommendOptions>(
    'recommend',
    'lists from the live snapshot: for these products as one basket, for a customer, or for each query of a file',
    (self) =>
      self
        .argument('[id...]', 'products, taken together as one basket')
        .option('--top <number>', 'items of a list', '10')
        .option('--user <id>', 'customer whose latest products count too, or alone where no product is named')
        .option('--include-category <id...>', 'only these categories, with all under them')
        .option('--exclude-category <id...>', 'none of these categories, nor under them')
        .option('--brand <name...>', 'only these brands')
        .option('--exclude-brand <name...>', 'none of these brands')
        .option('--min-price <number>', 'only products that cost this or more')
        .option('--max-price <number>', 'only products that cost this or less')
        .option('--in-stock', 'only products that are in stock, as far as the shop says')
        .option('--max-per-category <number>', 'most items of one category')
        .option('--diversity <temperature>', '0: by score; above, the list is drawn: 1 in proportion to the scores')
        .option('--seed <number>', 'another draw, with --diversity')
        .addOption(levelOption())
        .option('--batch <file>', 'CSV of queries: query_id, product_id [, user_id, history, pool]')
        .option('--out <file>', 'where the lists of --batch go: query_id, rank, product_id, score'),
    async (context, options, ids) => {
      const top = parseWhole('--top', options.top, 1, 100);
      const asked = ids.length > 0 || options.user !== undefined;
      if ((options.batch === undefined) !== asked) {
        throw new UsageError('invalid-option', 'Name products or a --user, or a file with --batch FILE --out FILE.');
      }
      if (options.batch !== undefined && options.out === undefined) {
        throw new UsageError('invalid-option', '--batch needs --out FILE.');
      }
      const query = options.batch === undefined ? basketQuery(ids, top, options) : undefined;
      const servers = await requireServers(context);
      const redis = await openRedis(servers.redis.url);
      const opened = openLists(redis, { clock: () => new Date(), minPeople: minPeople(context.env) });
      try {
        if (query !== undefined) await recommendBasket(context, opened, query);
        else if (options.batch !== undefined && options.out !== undefined) {
          await recommendFile(context, opened, options.batch, options.out, top);
        }
      } finally {
        redis.disconnect();
      }
    },
  );
}

function basketQuery(products: string[], limit: number, options: RecommendOptions): ListQuery {
  const query = listQuerySchema.safeParse({
    products,
    ...(options.user === undefined ? {} : { user: options.user }),
    limit,
    category: options.includeCategory ?? [],
    excludeCategory: options.excludeCategory ?? [],
    brand: options.brand ?? [],
    excludeBrand: options.excludeBrand ?? [],
    ...(options.minPrice === undefined ? {} : { minPrice: parseAmount('--min-price', options.minPrice) }),
    ...(options.maxPrice === undefined ? {} : { maxPrice: parseAmount('--max-price', options.maxPrice) }),
    inStock: options.inStock === true,
    ...(options.maxPerCategory === undefined
      ? {}
      : { maxPerCategory: parseWhole('--max-per-category', options.maxPerCategory, 1, 100) }),
    ...(options.diversity === undefined ? {} : { diversity: parseAmount('--diversity', options.diversity) }),
    ...(options.seed === undefined ? {} : { seed: parseSeed(options.seed) }),
    ...(options.level === undefined ? {} : { level: parseLevel(options.level) }),
  });
  if (!query.success) throw new UsageError('invalid-option', z.prettifyError(query.error));
  return query.data;
}

async function recommendBasket({ terminal }: CliContext, { lists }: OpenLists, query: ListQuery): Promise<void> {
  const list = await lists.answer(query);
  for (const id of list.unknown) terminal.note(`left out ${id}: the snapshot does not know it`);
  terminal.result(list, () => describeList(list));
}

async function recommendFile(
  { terminal, signal }: CliContext,
  { live, rules }: OpenLists,
  from: string,
  to: string,
  limit: number,
): Promise<void> {
  const report = await recommendBatch(await live.current(), {
    from,
    to,
    limit,
    rules: (await rules.inForce()).rules,
    progress: terminal.progress,
    signal,
  });
  const rate = Math.round(report.queries / report.seconds);
  terminal.result({ ...report, queriesPerSecond: rate }, () => {
    const unknown = report.unknown > 0 ? `, ${report.unknown.toLocaleString('en')} of products that are not known` : '';
    return `${report.queries.toLocaleString('en')} queries${unknown}: ${rate.toLocaleString('en')} a second, lists in ${to}.`;
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

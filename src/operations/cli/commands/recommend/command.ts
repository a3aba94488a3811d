import type { Command } from 'commander';
import { UsageError } from '../../../../core/index.js';
import { command } from '../../command.js';
import { levelOption, parseAmount, parseLevel, parseSeed, parseShare, parseWhole } from '../../option-values.js';

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
  readonly balance?: string;
  readonly diversity?: string;
  readonly seed?: string;
  readonly level?: string;
  readonly batch?: string;
  readonly out?: string;
  readonly reasons?: boolean;
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
        .option(
          '--balance <share>',
          '0: what buyers also take, best sellers included; 1: what belongs to the products alone',
        )
        .option('--diversity <temperature>', '0: by score; above, the list is drawn: 1 in proportion to the scores')
        .option('--seed <number>', 'another draw, with --diversity')
        .addOption(levelOption())
        .option('--batch <file>', 'CSV of queries: query_id, product_id [, user_id, history, pool], or user_id alone')
        .option('--out <file>', 'where the lists of --batch go: query_id, rank, product_id, score')
        .option('--reasons', 'of --batch: title and reason of each item too'),
    async (context, options, ids) => {
      const top = parseWhole('--top', options.top, 1, 100);
      const asked = ids.length > 0 || options.user !== undefined;
      if ((options.batch === undefined) !== asked) {
        throw new UsageError('invalid-option', 'Name products or a --user, or a file with --batch FILE --out FILE.');
      }
      if (options.batch === undefined && options.reasons === true) {
        throw new UsageError('invalid-option', '--reasons is for --batch; other lists have reasons anyway.');
      }
      if (options.batch !== undefined) {
        if (options.out === undefined) throw new UsageError('invalid-option', '--batch needs --out FILE.');
        const { runRecommendBatch } = await import('./run.js');
        await runRecommendBatch(context, {
          from: options.batch,
          to: options.out,
          limit: top,
          reasons: options.reasons === true,
          balance: options.balance === undefined ? undefined : parseShare('--balance', options.balance),
        });
        return;
      }
      const query = basketQuery(ids, top, options);
      const { runRecommend } = await import('./run.js');
      await runRecommend(context, query);
    },
  );
}

function basketQuery(products: string[], limit: number, options: RecommendOptions) {
  return {
    products,
    ...(options.user === undefined ? {} : { user: options.user }),
    limit,
    category: options.includeCategory ?? [],
    excludeCategory: options.excludeCategory ?? [],
    brand: options.brand ?? [],
    excludeBrand: options.excludeBrand ?? [],
    inStock: options.inStock === true,
    ...choicesOf(options),
  };
}

/** What is only asked for where an option says so. */
function choicesOf(options: RecommendOptions) {
  return {
    ...(options.minPrice === undefined ? {} : { minPrice: parseAmount('--min-price', options.minPrice) }),
    ...(options.maxPrice === undefined ? {} : { maxPrice: parseAmount('--max-price', options.maxPrice) }),
    ...(options.maxPerCategory === undefined
      ? {}
      : { maxPerCategory: parseWhole('--max-per-category', options.maxPerCategory, 1, 100) }),
    ...(options.balance === undefined ? {} : { balance: parseShare('--balance', options.balance) }),
    ...(options.diversity === undefined ? {} : { diversity: parseAmount('--diversity', options.diversity) }),
    ...(options.seed === undefined ? {} : { seed: parseSeed(options.seed) }),
    ...(options.level === undefined ? {} : { level: parseLevel(options.level) }),
  };
}

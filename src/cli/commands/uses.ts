import type { Command } from 'commander';
import { GraphConnection } from '../../graph/index.js';
import { GRAPH_MILLISECONDS, type GraphMissing } from '../../reasons/index.js';
import { openLists } from '../../serving/index.js';
import { openRedis } from '../../snapshots/index.js';
import {
  audience,
  campaign,
  placements,
  type Audience,
  type Campaign,
  type Placements,
  type UseParts,
} from '../../uses/index.js';
import { command, type CliContext } from '../command.js';
import { minPeople } from '../min-people.js';
import { parseWhole } from '../option-values.js';
import { requireServers } from '../servers.js';

interface UseOptions {
  readonly top: string;
  readonly days: string;
}

/** `alongside placements`: on which products' pages to show a product. */
export function placementsCommand(): Command {
  return command<UseOptions>(
    'placements',
    "promotion: on which products' pages to show this one",
    (self) => withDays(withTop(self.argument('<id>', 'the product to promote'))),
    async (context, options, [id]) => {
      const answer = await using(context, (parts) => placements(parts, id, queryOf(options)));
      context.terminal.result(answer, () => describePlacements(answer));
    },
  );
}

/** `alongside audience`: to which products' buyers to offer a product. */
export function audienceCommand(): Command {
  return command<UseOptions>(
    'audience',
    "inventory: to which products' buyers to offer this one, and how many they are",
    (self) => withDays(withTop(self.argument('<id>', 'the overstocked product'))),
    async (context, options, [id]) => {
      const answer = await using(context, (parts) => audience(parts, id, queryOf(options)));
      context.terminal.result(answer, () => describeAudience(answer));
    },
  );
}

/** `alongside campaign`: what to offer from one category to the customers of another. */
export function campaignCommand(): Command {
  return command<Pick<UseOptions, 'top'>>(
    'campaign',
    'what to offer from one category to the customers of another, and how many they are',
    (self) =>
      withTop(
        self.argument('<from>', 'category whose customers to address').argument('<to>', 'category to offer from'),
      ),
    async (context, { top }, [from, to]) => {
      const limit = parseWhole('--top', top, 1, 50);
      const answer = await using(context, (parts) => campaign(parts, from, to, { limit }));
      context.terminal.result(answer, () => describeCampaign(answer));
    },
  );
}

function withTop(self: Command): Command {
  return self.option('--top <number>', 'lines of the answer', '10');
}

function withDays(self: Command): Command {
  return self.option('--days <number>', 'people are counted over so many days before the newest event', '90');
}

function queryOf({ top, days }: UseOptions): { limit: number; days: number } {
  return { limit: parseWhole('--top', top, 1, 50), days: parseWhole('--days', days, 1, 3650) };
}

/** Longer than the API waits: nobody else waits for a command. */
const PATIENCE = 10 * GRAPH_MILLISECONDS;

async function using<Answer>(context: CliContext, answer: (parts: UseParts) => Promise<Answer>): Promise<Answer> {
  const servers = await requireServers(context);
  const redis = await openRedis(servers.redis.url);
  const graph = GraphConnection.lazy(servers.neo4j);
  try {
    const opened = openLists(redis, { clock: () => new Date() });
    return await answer({ ...opened, graph, minPeople: minPeople(context.env), graphMilliseconds: PATIENCE });
  } finally {
    await graph.close();
    redis.disconnect();
  }
}

function describePlacements({ product, pages, reachMissing }: Placements): string {
  return [
    `Show ${product.title || product.productId} with`,
    ...pages.map(
      ({ productId, title, rank, buyers, viewers }) =>
        `  ${title || productId}  (${productId}): place ${rank}, ${buyers ?? '?'} buyers, ${viewers ?? '?'} viewers`,
    ),
    ...missingLines(reachMissing),
  ].join('\n');
}

function describeAudience({ product, groups, people, owners, reachMissing }: Audience): string {
  return [
    `Offer ${product.title || product.productId} to ${people ?? '?'} people, buyers of`,
    ...groups.map(
      ({ productId, title, rank, buyers }) =>
        `  ${title || productId}  (${productId}): ${buyers ?? '?'} buyers, place ${rank} on its list`,
    ),
    `${owners ?? '?'} of them have it already.`,
    ...missingLines(reachMissing),
  ].join('\n');
}

function describeCampaign({ from, to, pairs, segment, lift, customersMissing }: Campaign): string {
  const likelier =
    lift === null
      ? 'not told'
      : `${lift.value.toPrecision(3)} (95 %: ${lift.low.toPrecision(3)} to ${lift.high.toPrecision(3)})`;
  return [
    `${from.name} → ${to.name}: ${segment ?? '?'} people, lift ${likelier}`,
    ...pairs.flatMap(({ bought, offer, reason }) => [
      `  bought ${bought.title || bought.productId}: offer ${offer.title || offer.productId}  (${offer.productId})`,
      `     ${reason}`,
    ]),
    ...missingLines(customersMissing),
  ].join('\n');
}

function missingLines(missing: GraphMissing | null): string[] {
  return missing === null ? [] : [`Numbers of people are missing: Neo4j ${MISSING[missing]}.`];
}

const MISSING = { 'graph-timeout': 'took too long', 'graph-unreachable': 'does not answer' } as const;

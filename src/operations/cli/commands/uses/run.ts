import { GRAPH_MILLISECONDS, type GraphMissing } from '../../../../serving/explanations/index.js';
import {
  audience,
  campaign,
  placements,
  type Audience,
  type Campaign,
  type Placements,
  type UseQuery,
} from '../../../../serving/insights/index.js';
import type { CliContext } from '../../command.js';
import { withListsAndGraph } from '../../with-lists-and-graph.js';

/** Says on which products' pages to show the product. */
export async function runPlacements(context: CliContext, id: string, query: UseQuery): Promise<void> {
  const answer = await withListsAndGraph(context, PATIENCE, (parts) => placements(parts, id, query));
  context.terminal.result(answer, () => describePlacements(answer));
}

/** Says to which products' buyers to offer the product. */
export async function runAudience(context: CliContext, id: string, query: UseQuery): Promise<void> {
  const answer = await withListsAndGraph(context, PATIENCE, (parts) => audience(parts, id, query));
  context.terminal.result(answer, () => describeAudience(answer));
}

/** Says what to offer from one category to the customers of another. */
export async function runCampaign(context: CliContext, from: string, to: string, limit: number): Promise<void> {
  const answer = await withListsAndGraph(context, PATIENCE, (parts) => campaign(parts, from, to, { limit }));
  context.terminal.result(answer, () => describeCampaign(answer));
}

/** Longer than the API waits: nobody else waits for a command. */
const PATIENCE = 10 * GRAPH_MILLISECONDS;

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

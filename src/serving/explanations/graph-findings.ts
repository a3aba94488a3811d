import { LRUCache } from 'lru-cache';
import type { GraphConnection } from '../../storage/neo4j/index.js';
import type { SnapshotManifest } from '../../storage/redis/index.js';
import { AlongsideError } from '../../core/index.js';
import type { GraphMissing } from './why-answer.js';

/** What the graph says of a pair of products: counts as they are, which are not to be told as they are. */
export interface GraphFindings {
  readonly shared: { readonly together: number; readonly people: number };
  readonly through: readonly ThirdProduct[];
  readonly categories: readonly CategoryRelation[];
}

export interface ThirdProduct {
  readonly productId: string;
  readonly title: string | null;
  readonly withX: number;
  readonly peopleWithX: number;
  readonly withY: number;
  readonly peopleWithY: number;
  readonly strength: number;
}

export interface CategoryRelation {
  readonly category: string;
  readonly categoryName: string | null;
  readonly related: string;
  readonly relatedName: string | null;
  readonly source: string;
  readonly weight: number;
}

/** The latest events of each product that paths begin with, and the most frequent companions that they lead over. */
const BOUNDS = { events: 2000, companions: 300, limit: 3 };
/** How many times longer than an answer the planning of the first one may take: nobody waits for it. */
const PLANNING = 20;
/** Pairs whose findings are cached: about a kilobyte each. */
const CACHED = 5000;

interface Pair {
  readonly x: string;
  readonly y: string;
  /** ISO 8601: later events are not the snapshot's; null where it knows no times. */
  readonly until: string | null;
}

/** Asks the graph about pairs of products, within a time limit, and caches what it said of a snapshot. */
export class GraphReader {
  private readonly cache: LRUCache<string, GraphFindings, Pair>;

  constructor(
    private readonly graph: GraphConnection,
    private readonly milliseconds: number,
  ) {
    this.cache = new LRUCache<string, GraphFindings, Pair>({
      max: CACHED,
      fetchMethod: (_key, _stale, { context }) => this.ask(context),
    });
  }

  /** @returns what the graph says, or why it says nothing; equal questions at once are one */
  async findings(
    { id, newestEvent }: Pick<SnapshotManifest, 'id' | 'newestEvent'>,
    x: string,
    y: string,
  ): Promise<GraphFindings | GraphMissing> {
    try {
      const found = await this.cache.fetch(JSON.stringify([id, x, y]), { context: { x, y, until: newestEvent } });
      return found ?? 'graph-timeout';
    } catch (error) {
      return graphMissing(error);
    }
  }

  /** Asks about no product, so that the graph has planned its answers when somebody asks; a graph that is away stays so. */
  async prepare(): Promise<void> {
    try {
      await this.ask({ x: '', y: '', until: null }, PLANNING * this.milliseconds);
    } catch (error) {
      graphMissing(error);
    }
  }

  private async ask({ x, y, until }: Pair, milliseconds = this.milliseconds): Promise<GraphFindings> {
    const [shared, through, categories] = await Promise.all([
      this.graph.readWithin('read/why-shared', { x, y, until }, milliseconds),
      this.graph.readWithin('read/why-through', { x, y, until, ...BOUNDS }, milliseconds),
      this.graph.readWithin('read/why-categories', { x, y, limit: BOUNDS.limit }, milliseconds),
    ]);
    return { shared: shared.at(0) ?? { together: 0, people: 0 }, through, categories };
  }
}

/** Why the graph says nothing, for a caller who can do without; throws any other error on. */
export function graphMissing(error: unknown): GraphMissing {
  if (error instanceof AlongsideError && (error.code === 'graph-timeout' || error.code === 'graph-unreachable')) {
    return error.code;
  }
  throw error;
}

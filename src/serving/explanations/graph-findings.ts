import { LRUCache } from 'lru-cache';
import type { GraphConnection, RowStatement, Statement } from '../../storage/neo4j/index.js';
import type { SnapshotManifest } from '../../storage/redis/index.js';
import { AlongsideError } from '../../core/index.js';
import type { GraphMissing } from './why-answer.js';

/** Orders in which both were bought, visits beside these that hold both, and the people whose these are. */
export interface PairCounts {
  readonly together: number;
  readonly people: number;
  readonly sessions: number;
  readonly sessionPeople: number;
}

/** Customers who bought both: y after x, y before x, and those of whom no order in time is known. */
export interface DirectionCounts {
  readonly after: number;
  readonly before: number;
  readonly unknown: number;
}

/** What the graph says of a pair of products: counts as they are, which are not to be told as they are. */
export interface GraphFindings {
  readonly shared: PairCounts;
  readonly direction: DirectionCounts;
  readonly through: readonly ThirdProduct[];
  readonly categories: readonly CategoryRelation[];
}

export interface ThirdProduct {
  readonly productId: string;
  readonly title: string | null;
  /** Orders of x and the third product, of those of x that were looked at, and whose they are; the same of y. */
  readonly withX: number;
  readonly peopleWithX: number;
  readonly sampledX: number;
  readonly withY: number;
  readonly peopleWithY: number;
  readonly sampledY: number;
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

/** The latest events of each product that paths begin with, the most frequent companions that they lead over, and paths. */
const BOUNDS = { events: 2000, companions: 300, limit: 20 };
/** Category relations that are told. */
const RELATIONS = 3;
/** Ids as long as those that plans are made for: Neo4j makes another plan for a pair of others. */
const LENGTHS = [10, 100];
/** What groups events into baskets, the finest first. */
const UNITS: readonly SnapshotManifest['unit'][] = ['order', 'session', 'day', 'customer'];
/** A date like that of a snapshot's newest event. */
const NEVER = '1970-01-01T00:00:00.000Z';
/** Milliseconds after which a graph that went away is looked for again. */
const LOOKED_FOR_EVERY = 1000;
/** Pairs whose findings are cached: about a kilobyte each. */
const CACHED = 5000;

interface Pair {
  readonly x: string;
  readonly y: string;
  /** ISO 8601: later events are not the snapshot's; null where it knows no times. */
  readonly until: string | null;
  /** The first grouping of events into baskets that counts. */
  readonly finest: SnapshotManifest['unit'];
}

/** Asks the graph about pairs of products, within a time limit, and caches what it said of a snapshot. */
export class GraphReader {
  private readonly cache: LRUCache<string, GraphFindings, Pair>;
  private preparing: Promise<void> | undefined;

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
    { id, newestEvent, unit, finest = unit }: Pick<SnapshotManifest, 'id' | 'newestEvent' | 'unit' | 'finest'>,
    x: string,
    y: string,
  ): Promise<GraphFindings | GraphMissing> {
    try {
      const found = await this.cache.fetch(JSON.stringify([id, x, y]), {
        context: { x, y, until: newestEvent, finest },
      });
      return found ?? 'graph-timeout';
    } catch (error) {
      const missing = graphMissing(error);
      // A server that comes back has planned nothing yet.
      if (missing === 'graph-unreachable') this.prepare().catch(() => undefined);
      return missing;
    }
  }

  /**
   * Has the graph plan its answers before somebody asks, which takes longer than to answer; a graph that is away does when it is
   * back. Resolves when it has.
   */
  prepare(): Promise<void> {
    this.preparing ??= this.planAll().finally(() => {
      this.preparing = undefined;
    });
    return this.preparing;
  }

  private async planAll(): Promise<void> {
    const lengths = LENGTHS.flatMap((x) => LENGTHS.map((y) => [x, y]));
    const pairs = lengths.map(([x, y]) => ({
      x: 'x'.repeat(x),
      y: 'y'.repeat(y),
      until: NEVER,
      finest: 'order' as const,
    }));
    const plans = pairs.flatMap((pair) => statementsFor(pair));
    for (const [name, parameters] of plans) {
      while (!(await this.planned(name, parameters))) {
        await new Promise((resolve) => setTimeout(resolve, LOOKED_FOR_EVERY).unref());
      }
    }
  }

  private async planned(...[name, parameters]: Statement): Promise<boolean> {
    try {
      await this.graph.plan(name, parameters);
      return true;
    } catch (error) {
      // One that takes too long to plan is planned again when it is asked for.
      return graphMissing(error) !== 'graph-unreachable';
    }
  }

  private async ask(pair: Pair): Promise<GraphFindings> {
    const read = <Name extends RowStatement>([name, parameters]: Statement<Name>) =>
      this.graph.readWithin(name, parameters, this.milliseconds);
    const [ofShared, ofDirection, ofThrough, ofCategories] = statementsFor(pair);
    const [shared, direction, through, categories] = await Promise.all([
      read(ofShared),
      read(ofDirection),
      read(ofThrough),
      read(ofCategories),
    ]);
    return {
      shared: shared.at(0) ?? { together: 0, people: 0, sessions: 0, sessionPeople: 0 },
      direction: direction.at(0) ?? { after: 0, before: 0, unknown: 0 },
      through,
      categories,
    };
  }
}

function statementsFor({ x, y, until, finest: first }: Pair) {
  const finest = UNITS.indexOf(first);
  return [
    ['read/why-shared', { x, y, until, finest }],
    ['read/why-direction', { x, y, until }],
    ['read/why-through', { x, y, until, finest, ...BOUNDS }],
    ['read/why-categories', { x, y, limit: RELATIONS }],
  ] as const satisfies readonly Statement[];
}

/** Why the graph says nothing, for a caller who can do without; throws any other error on. */
export function graphMissing(error: unknown): GraphMissing {
  if (error instanceof AlongsideError && (error.code === 'graph-timeout' || error.code === 'graph-unreachable')) {
    return error.code;
  }
  throw error;
}

import type { Logger } from 'pino';
import type { ServerConnections } from '../../core/index.js';
import { GraphConnection } from '../../storage/neo4j/index.js';
import { RedisPing } from '../../storage/redis/index.js';

/** Milliseconds between two looks, and for an answer. */
const PERIOD = 2000;
const PATIENCE = 3000;

/** Whether each server answers. */
export interface Reachability {
  readonly neo4j: boolean;
  readonly redis: boolean;
}

type Name = keyof Reachability;
const TITLES = { neo4j: 'Neo4j', redis: 'Redis' } as const;

/** Looks again and again whether the servers answer; says it once when one goes, and once when it comes. */
export class ServerWatch {
  private readonly answers: Record<Name, boolean> = { neo4j: true, redis: true };
  private readonly graph: GraphConnection;
  private readonly redis: RedisPing;
  private timer: NodeJS.Timeout | undefined;
  private closed = false;
  private looking: Promise<void> | undefined;

  constructor(
    servers: ServerConnections,
    private readonly logger: Logger,
    private readonly changed: (now: Reachability) => void,
  ) {
    this.graph = GraphConnection.lazy(servers.neo4j);
    this.redis = new RedisPing(servers.redis.url);
    this.plan();
  }

  get reachable(): Reachability {
    return { ...this.answers };
  }

  /** Looks at once, and answers what is so. */
  async look(): Promise<Reachability> {
    this.looking ??= this.ask().finally(() => (this.looking = undefined));
    await this.looking;
    return this.reachable;
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.timer);
    this.redis.close();
    // Not waited for: a server that is silent does not say farewell either.
    this.graph.close().catch(() => undefined);
  }

  private plan(): void {
    if (this.closed) return;
    this.timer = setTimeout(() => {
      void this.look().finally(() => {
        this.plan();
      });
    }, PERIOD);
  }

  private async ask(): Promise<void> {
    const [neo4j, redis] = await Promise.all([this.graph.answersWithin(PATIENCE), this.redis.answersWithin(PATIENCE)]);
    if (this.closed) return;
    const gone = this.note('neo4j', neo4j);
    if (this.note('redis', redis) || gone) this.changed(this.reachable);
  }

  /** Whether that is news. */
  private note(name: Name, answers: boolean): boolean {
    if (this.answers[name] === answers) return false;
    this.answers[name] = answers;
    if (answers) this.logger.info({ server: name }, `${TITLES[name]} is back`);
    else this.logger.warn({ server: name }, `${TITLES[name]} does not answer; waiting for it`);
    return true;
  }
}

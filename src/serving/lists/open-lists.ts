import type { Redis } from 'ioredis';
import { RuleBook } from '../rules/index.js';
import { LiveSnapshot } from '../../storage/redis/index.js';
import { AcceptedEvents } from './newest-events.js';
import { ListService } from './list-service.js';

export interface OpenListsOptions {
  /** For campaigns of the shop's rules. */
  readonly clock: () => Date;
  /** Milliseconds for which what Redis says of the live snapshot and the rules is believed; 0 (default) asks each time. */
  readonly believeFor?: number;
  /** Whether what was read last of both goes on answering while Redis is away. */
  readonly outliveRedis?: boolean;
  /** Below how many people a count is suppressed. */
  readonly minPeople?: number;
}

/** What answers questions from one Redis. */
export interface OpenLists {
  readonly live: LiveSnapshot;
  readonly rules: RuleBook;
  readonly lists: ListService;
}

/** The live snapshot, the shop's rules, and lists made from both. */
export function openLists(
  redis: Redis,
  { clock, believeFor = 0, outliveRedis = false, minPeople }: OpenListsOptions,
): OpenLists {
  const live = new LiveSnapshot(redis, {
    believeFor,
    outliveRedis,
    prepare: (next, before) => lists.prepare(next, before),
  });
  const rules = new RuleBook(redis, { clock, believeFor, outliveRedis });
  const lists: ListService = new ListService(live, {
    rules,
    events: new AcceptedEvents(redis, outliveRedis),
    ...(minPeople === undefined ? {} : { minPeople }),
  });
  return { live, rules, lists };
}

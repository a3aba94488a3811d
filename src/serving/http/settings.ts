import { z } from 'zod';
import { originSchema } from '../keys/index.js';
import { MOST_BACKLOG } from '../intake/index.js';
import { GRAPH_MILLISECONDS } from '../explanations/index.js';
import { MIN_PEOPLE, MOST_MIN_PEOPLE } from '../../ranking/explain/index.js';

const everyOrigin = '*';
const origins = z
  .array(z.union([z.literal(everyOrigin), originSchema], 'is not an origin, such as https://shop.example, nor *'))
  .refine((all) => !all.includes(everyOrigin) || all.length === 1, 'takes * alone, or origins by name');

/** How the API behaves towards its callers. */
export const apiSettingsSchema = z.strictObject({
  /** Whether reading needs a key with the scope `read`. */
  requireKeyToRead: z.boolean().default(false),
  /** Whether `/metrics` needs a key with the scope `metrics`. */
  requireKeyForMetrics: z.boolean().default(false),
  /** Whether `/metrics` is not served with the API, but by a listener of its own. */
  metricsApart: z.boolean().default(false),
  /** Requests a minute of one key, or of one address without a key; 0: as many as come. */
  rateLimit: z.int().min(0).max(1e9).default(60_000),
  /** Origins whose pages may call from a browser; none unless named. */
  corsOrigins: origins.default([]),
  /** Proxies in front that add to `X-Forwarded-For`; with 0 that header is not believed. */
  trustedProxies: z.int().min(0).max(10).default(0),
  /** How many people must stand behind a count for it to be told. */
  minPeople: z.int().min(1).max(MOST_MIN_PEOPLE).default(MIN_PEOPLE),
  /** Milliseconds that Neo4j may take; what it would add to an answer is left out after that. */
  graphMilliseconds: z.int().min(10).max(60_000).default(GRAPH_MILLISECONDS),
  /** Seconds that a call may take to answer. */
  answerSeconds: z.number().min(0.01).max(600).default(10),
  /** Accepted events that may wait to be written; more are refused. */
  mostBacklog: z.int().min(1000).max(1e9).default(MOST_BACKLOG),
  /** Whether each request is a line in the log at level `info`. */
  accessLog: z.boolean().default(true),
});
export type ApiSettings = z.output<typeof apiSettingsSchema>;

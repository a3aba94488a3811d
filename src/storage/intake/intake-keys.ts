/** All keys of the intake begin so; the braces keep them on one node of a Redis Cluster, as one script touches several. */
const PREFIX = 'alongside:{intake}:';

/** Accepted changes in their order, until the graph has them. */
export const STREAM_KEY = `${PREFIX}stream`;
/** How many events the stream holds. */
export const BACKLOG_KEY = `${PREFIX}backlog`;
/** Events of products that the graph does not have, by the time when they are given up. */
export const WAITING_KEY = `${PREFIX}waiting`;
/** What can never be written, with the reason. */
export const DEAD_KEY = `${PREFIX}dead`;
/** Products that committed changes touched. */
export const TOUCHED_KEY = `${PREFIX}touched`;
/** Which process writes. */
export const WRITER_KEY = `${PREFIX}writer`;

/** Every key of the intake. */
export const INTAKE_PATTERN = `${PREFIX}*`;

/** A customer's newest events. */
export function customerKey(userId: string): string {
  return `${PREFIX}customer:${userId}`;
}

/** What a request with an `Idempotency-Key` was answered. */
export function requestKey(caller: string, key: string): string {
  return `${PREFIX}request:${caller}:${key}`;
}

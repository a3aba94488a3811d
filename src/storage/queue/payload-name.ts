import { createHash } from 'node:crypto';
import { canonicalJson } from '../../core/index.js';

/** Names what a job is asked to do: equal payloads, equal names. */
export function payloadName(payload: unknown): string {
  return createHash('sha256').update(canonicalJson({ payload })).digest('hex').slice(0, 16);
}

import { canonicalJson, contentName } from '../../core/index.js';

/** Names what a job is asked to do: equal payloads, equal names. */
export function payloadName(payload: unknown): string {
  return contentName(canonicalJson({ payload }));
}

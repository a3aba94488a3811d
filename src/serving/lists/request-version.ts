import { createHash } from 'node:crypto';
import type { RulesInForce } from '../rules/index.js';
import type { Snapshot } from '../../storage/redis/index.js';
import type { NewestEvents } from './newest-events.js';
import { queryText, type ListQuery } from './query.js';

/** The snapshot and the rules that a request is answered by. */
export interface RequestVersion {
  readonly snapshot: Snapshot;
  readonly rules: RulesInForce;
}

/** The same, and who asks. */
export interface AskedVersion extends RequestVersion {
  /** Below how many people a count is suppressed for whoever asks. */
  readonly minPeople: number;
  /** What the customer did of late, of a question about one. */
  readonly events?: NewestEvents | undefined;
}

/** Names a request version: equal names, equal answers to equal questions. */
export function versionName({ snapshot, rules }: RequestVersion): string {
  return `${snapshot.manifest.id} ${rules.state}`;
}

/** Before a customer's watermark in the text of a request; no text of a question begins so. */
const EVENTS = '@';

/** All that decides an answer; its hash is the answer's recommendation id and entity tag. */
export function requestText(version: AskedVersion, query: ListQuery, text = queryText(query)): string {
  const { minPeople, events } = version;
  const of = events === undefined || events.watermark === '' ? '' : `${EVENTS}${events.watermark} `;
  return `${versionName(version)} ${minPeople} ${of}${text}`;
}

/** The question in the text of a request of this version; undefined of a customer who did something since the snapshot. */
export function queryIn(request: string, version: AskedVersion): ListQuery | undefined {
  const rest = request.slice(`${versionName(version)} ${version.minPeople} `.length);
  return rest.startsWith(EVENTS) ? undefined : (JSON.parse(rest) as ListQuery);
}

/** Names a question, page and fields aside. */
export function questionName(query: ListQuery): string {
  return shortHash(queryText({ ...query, cursor: undefined, limit: undefined, fields: undefined }));
}

/** 132 bits of SHA-256. */
export function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 22);
}

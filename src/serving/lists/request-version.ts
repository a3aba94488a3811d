import { createHash } from 'node:crypto';
import type { RulesInForce } from '../rules/index.js';
import type { Snapshot } from '../../storage/redis/index.js';
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
}

/** Names a request version: equal names, equal answers to equal questions. */
export function versionName({ snapshot, rules }: RequestVersion): string {
  return `${snapshot.manifest.id} ${rules.state}`;
}

/** All that decides an answer; its hash is the answer's recommendation id and entity tag. */
export function requestText(version: AskedVersion, query: ListQuery, text = queryText(query)): string {
  return `${versionName(version)} ${version.minPeople} ${text}`;
}

/** The question in the text of a request of this version. */
export function queryIn(request: string, version: AskedVersion): ListQuery {
  return JSON.parse(request.slice(`${versionName(version)} ${version.minPeople} `.length)) as ListQuery;
}

/** Names a question, page and fields aside. */
export function questionName(query: ListQuery): string {
  return shortHash(queryText({ ...query, cursor: undefined, limit: undefined, fields: undefined }));
}

/** 132 bits of SHA-256. */
export function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 22);
}

import { createHash } from 'node:crypto';
import type { RulesInForce } from '../rules/index.js';
import type { Snapshot } from '../../storage/redis/index.js';
import { queryText, type ListQuery } from './query.js';

/** The snapshot and the rules that a request is answered by. */
export interface RequestVersion {
  readonly snapshot: Snapshot;
  readonly rules: RulesInForce;
}

/** All that decides an answer; its hash is the answer's recommendation id and entity tag. */
export function requestText({ snapshot, rules }: RequestVersion, query: ListQuery): string {
  return `${snapshot.manifest.id} ${rules.state} ${queryText(query)}`;
}

/** Names a question, page and fields aside. */
export function questionName(query: ListQuery): string {
  return shortHash(queryText({ ...query, cursor: undefined, limit: undefined, fields: undefined }));
}

/** 132 bits of SHA-256. */
export function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 22);
}

/** `requestText`, kept with a question that is put again as the same object. */
export class RequestTexts {
  private readonly texts = new WeakMap<
    ListQuery,
    { readonly snapshot: string; readonly state: string; readonly text: string }
  >();

  of(requestVersion: RequestVersion, query: ListQuery): string {
    const snapshot = requestVersion.snapshot.manifest.id;
    const { state } = requestVersion.rules;
    const known = this.texts.get(query);
    if (known?.snapshot === snapshot && known.state === state) return known.text;
    const text = requestText(requestVersion, query);
    this.texts.set(query, { snapshot, state, text });
    return text;
  }
}

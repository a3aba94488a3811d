import { UsageError } from '../../core/index.js';

/** Where a page begins, and of which list. */
export interface Cursor {
  readonly snapshot: string;
  /** Names the rules that the list was made by. */
  readonly rules: string;
  /** Names the question, page and fields aside. */
  readonly question: string;
  /** Items before the page. */
  readonly position: number;
  /** Names the customer's newest events that the list was made by; empty without any. */
  readonly events: string;
}

const PARTS = /^([\w-]{1,64})\|([\w.-]{0,64})\|([\w-]{22})\|([1-9]\d{0,8})(?:\|([\w-]{16}))?$/;

/** A cursor as clients carry it around: opaque to them. */
export function encodeCursor({ snapshot, rules, question, position, events }: Cursor): string {
  const parts = [snapshot, rules, question, position, ...(events === '' ? [] : [events])];
  return Buffer.from(parts.join('|')).toString('base64url');
}

/** Reads a cursor; throws `invalid-cursor` for what is none, or was given for another question. */
export function decodeCursor(text: string, question: string): Cursor {
  const parts = PARTS.exec(Buffer.from(text, 'base64url').toString('latin1'));
  if (parts === null) {
    throw new UsageError('invalid-cursor', 'The cursor is none that a list gave as its nextCursor.');
  }
  if (parts[3] !== question) {
    throw new UsageError(
      'invalid-cursor',
      'The cursor belongs to another question: only limit and fields may differ between the pages of a list.',
    );
  }
  return { snapshot: parts[1], rules: parts[2], question, position: Number(parts[4]), events: matched(parts[5]) };
}

/** A group that is not there matches nothing, though its type says otherwise. */
function matched(part: string | undefined): string {
  return part ?? '';
}

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
}

const PARTS = /^([\w-]{1,64})\|([\w.-]{0,64})\|([\w-]{22})\|([1-9]\d{0,8})$/;

/** A cursor as clients carry it around: opaque to them. */
export function encodeCursor({ snapshot, rules, question, position }: Cursor): string {
  return Buffer.from([snapshot, rules, question, position].join('|')).toString('base64url');
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
  return { snapshot: parts[1], rules: parts[2], question, position: Number(parts[4]) };
}

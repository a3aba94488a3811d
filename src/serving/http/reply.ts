import { ApiError } from './problems/api-error.js';

/** No answer of any call has more bytes. */
export const ANSWER_BYTES = 8 * 1024 * 1024;

/** Throws `answer-too-large` for what must not be sent. */
export function assertAnswerSize({ content = '' }: Reply): void {
  // A character of UTF-16 is three bytes at most: what is short is not counted.
  if (content.length * 3 <= ANSWER_BYTES || Buffer.byteLength(content) <= ANSWER_BYTES) return;
  throw new ApiError('answer-too-large', 'The answer would have more than 8 MiB. Ask for less at a time.');
}

/** What a call answers, before it is sent. */
export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Absent for an answer without content. */
  readonly content?: string | Buffer;
  /** In the place of content: sends it piece by piece, until what it promises is kept, or the client has left. */
  readonly stream?: StreamReply;
  readonly mediaType?: string;
}

export type StreamReply = (send: (text: string) => void, left: AbortSignal) => Promise<void>;

/** Server-sent events. */
export function eventStream(stream: StreamReply): Reply {
  return { status: 200, stream, mediaType: 'text/event-stream' };
}

type ReplyOptions = Partial<Pick<Reply, 'status' | 'headers'>>;

/** A value, sent as JSON. */
export function json(value: unknown, { status = 200, ...rest }: ReplyOptions = {}): Reply {
  return { status, content: JSON.stringify(value), mediaType: 'application/json', ...rest };
}

/** JSON that is already written, such as a cached answer. */
export function jsonText(content: string | Buffer, { status = 200, ...rest }: ReplyOptions = {}): Reply {
  return { status, content, mediaType: 'application/json', ...rest };
}

/** Text of another kind. */
export function text(content: string, mediaType: string, { status = 200, ...rest }: ReplyOptions = {}): Reply {
  return { status, content, mediaType, ...rest };
}

/** An answer that is its status and headers, such as 304. */
export function noContent(status: number, headers: Readonly<Record<string, string>> = {}): Reply {
  return { status, headers };
}

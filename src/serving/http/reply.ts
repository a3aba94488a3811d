/** What a call answers, before it is sent. */
export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Absent for an answer without content. */
  readonly content?: string | Buffer;
  readonly mediaType?: string;
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

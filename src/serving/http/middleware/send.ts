import type { ServerResponse } from 'node:http';
import { problemMediaType, type Problem } from '../problems/problem.js';
import type { Reply, StreamReply } from '../reply.js';
import { stateOf } from './request-state.js';

/**
 * Sends a reply, its headers in one go. Express' own `json` would hash the body for an ETag and inspect the request once
 * more, which costs more than a cached list does; a call that has an ETag sets it.
 */
export function sendReply(response: ServerResponse, { status, headers, content, stream, mediaType }: Reply): void {
  const sent = stateOf(response).headers;
  if (headers !== undefined) for (const name of Object.keys(headers)) sent.push(name, headers[name]);
  if (stream !== undefined) {
    sent.push('Content-Type', mediaType ?? 'text/plain');
    response.writeHead(status, sent).flushHeaders();
    sendStream(response, stream);
    return;
  }
  if (content === undefined) {
    if (status !== 204 && status !== 304) sent.push('Content-Length', '0');
    response.writeHead(status, sent).end();
    return;
  }
  sent.push('Content-Type', contentType(mediaType ?? 'application/json'));
  sent.push('Content-Length', String(Buffer.byteLength(content)));
  response.writeHead(status, sent).end(content);
}

/** What fails after the headers were sent can be told by nothing but the end of the connection. */
function sendStream(response: ServerResponse, stream: StreamReply): void {
  const left = new AbortController();
  response.once('close', () => {
    left.abort();
  });
  const send = (text: string): void => {
    if (!left.signal.aborted) response.write(text);
  };
  const sending = response.req.method === 'HEAD' ? Promise.resolve() : stream(send, left.signal);
  sending.then(
    () => response.end(),
    () => response.destroy(),
  );
}

export function sendProblem(
  response: ServerResponse,
  problem: Problem,
  headers: Readonly<Record<string, string>> = {},
): void {
  sendReply(response, {
    status: problem.status,
    headers,
    content: JSON.stringify(problem),
    mediaType: problemMediaType,
  });
}

/** JSON is UTF-8 by its own standard; text says so. */
function contentType(mediaType: string): string {
  return mediaType.startsWith('text/') && !mediaType.includes('charset') ? `${mediaType}; charset=utf-8` : mediaType;
}

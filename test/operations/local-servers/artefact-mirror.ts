import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Artefact } from '../../../src/operations/local-servers/index.js';

export type Answer = (request: IncomingMessage, response: ServerResponse, content: Buffer) => void;

/** A Maven repository on loopback that counts what it is asked for and may misbehave. */
export interface Mirror {
  readonly url: string;
  /** The `Range` headers of the requests so far; `''` where there was none. */
  readonly ranges: string[];
  /** Answers the next requests, one each, before the honest answer comes back. */
  readonly misbehave: Answer[];
  close(): Promise<void>;
}

/** An artefact of this content. */
export function artefactOf(name: string, content: Buffer): Artefact {
  const sha256 = createHash('sha256').update(content).digest('hex');
  return { coordinate: `test:${name}:1`, sha256, size: content.byteLength };
}

export async function openMirror(contents: Readonly<Record<string, Buffer>>): Promise<Mirror> {
  const ranges: string[] = [];
  const misbehave: Answer[] = [];
  const server = createServer((request, response) => {
    ranges.push(request.headers.range ?? '');
    const name = (request.url ?? '').split('/')[2];
    const content = contents[name] as Buffer | undefined;
    if (content === undefined) response.writeHead(404).end();
    else (misbehave.shift() ?? honest)(request, response, content);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    ranges,
    misbehave,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => {
          resolve();
        });
      }),
  };
}

export const honest: Answer = (request, response, content) => {
  const from = /^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1];
  if (from === undefined) response.end(content);
  else if (Number(from) >= content.byteLength) response.writeHead(416).end();
  else response.writeHead(206).end(content.subarray(Number(from)));
};

/** Sends this many bytes, then drops the connection. */
export function breakAfter(bytes: number): Answer {
  return (_request, response, content) => {
    response.writeHead(200, { 'content-length': content.byteLength });
    response.write(content.subarray(0, bytes), () => setTimeout(() => response.destroy(), 20));
  };
}

/** Ignores any range and sends all of it. */
export const whole: Answer = (_request, response, content) => {
  response.end(content);
};

/** The right length, one byte false. */
export const corrupt: Answer = (_request, response, content) => {
  const copy = Buffer.from(content);
  copy[copy.byteLength >> 1] ^= 1;
  response.end(copy);
};

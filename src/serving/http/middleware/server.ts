import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { AlongsideError } from '../../../core/index.js';
import { USUAL_LIMITS, bounded, unbounded, type ServerLimits } from '../load/bounded.js';
import type { RequestHandlers } from '../load/request-turns.js';
import { problemMediaType, problemOf, type Problem } from '../problems/problem.js';

/** A listening server. */
export interface ListeningServer {
  readonly url: string;
  /** Stops accepting, lets requests in progress finish (at most `graceSeconds`), then closes what is left. */
  close(graceSeconds?: number): Promise<void>;
}

/** How long clients may take, in milliseconds. */
export interface ServerTimes {
  /** For the headers. */
  readonly headers: number;
  /** For headers and body. */
  readonly request: number;
  /** Without a byte either way. */
  readonly idle: number;
}

export const USUAL_TIMES: ServerTimes = { headers: 5_000, request: 10_000, idle: 60_000 };

/** Listens, on loopback unless told otherwise; port 0 takes a free one. Throws `port-taken` with what to do. */
export async function listen(
  handler: RequestListener | RequestHandlers,
  port: number,
  host = '127.0.0.1',
  times: ServerTimes = USUAL_TIMES,
  limits: ServerLimits = USUAL_LIMITS,
): Promise<ListeningServer> {
  const admission = typeof handler === 'function' ? unbounded(handler) : bounded(handler, limits);
  const server = createServer(
    {
      headersTimeout: times.headers,
      requestTimeout: times.request,
      keepAliveTimeout: 30_000,
      // Node looks for late requests only so often; its usual half minute would let slow clients stay that much longer.
      connectionsCheckingInterval: Math.min(1000, times.headers),
    },
    admission.take,
  );
  admission.watch(server);
  server.setTimeout(times.idle);
  server.on('clientError', answerClientError);
  server.on('request', (_request, response) => {
    response.once('close', () => {
      // Clients keep their connections alive: one that was busy when the server closed must not hold it up afterwards.
      if (!server.listening)
        setImmediate(() => {
          server.closeIdleConnections();
        });
    });
  });
  server.once('close', () => {
    admission.close();
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      admission.close();
      reject(error.code === 'EADDRINUSE' ? portTaken(port, error) : error);
    });
    server.listen({ port, host, backlog: limits.backlog }, resolve);
  });
  const address = server.address() as AddressInfo;
  const shown = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  return { url: `http://${shown}:${address.port}`, close: (graceSeconds = 10) => closeServer(server, graceSeconds) };
}

/** What never became a request is answered with a problem too, as far as the connection still takes one. */
function answerClientError(error: NodeJS.ErrnoException, socket: Socket): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const problem = clientProblem(error.code);
  const content = JSON.stringify(problem);
  socket.end(
    `HTTP/1.1 ${problem.status} ${problem.title}\r\nContent-Type: ${problemMediaType}\r\nContent-Length: ${Buffer.byteLength(content)}\r\nConnection: close\r\n\r\n${content}`,
  );
}

function clientProblem(code: string | undefined): Problem {
  switch (code) {
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return problemOf('request-timeout', 'The request was not complete in time.');
    case 'HPE_HEADER_OVERFLOW':
      return problemOf('headers-too-large', 'The address and headers are longer than 16 KiB.');
    default:
      return problemOf('invalid-request', 'This is not a request in HTTP/1.1.');
  }
}

function closeServer(server: Server, graceSeconds: number): Promise<void> {
  return new Promise((resolve) => {
    const force = setTimeout(() => {
      server.closeAllConnections();
    }, graceSeconds * 1000);
    server.close(() => {
      clearTimeout(force);
      resolve();
    });
    server.closeIdleConnections();
  });
}

function portTaken(port: number, cause: Error): AlongsideError {
  return new AlongsideError('port-taken', `Port ${port} is in use. Choose another with --port.`, { port }, { cause });
}

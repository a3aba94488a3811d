import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AlongsideError } from '../../kernel/index.js';

/** A listening server. */
export interface ListeningServer {
  readonly url: string;
  /** Stops accepting, lets requests in progress finish (at most `graceSeconds`), then closes what is left. */
  close(graceSeconds?: number): Promise<void>;
}

/** Listens, on loopback unless told otherwise; port 0 takes a free one. Throws `port-taken` with what to do. */
export async function listen(handler: RequestListener, port: number, host = '127.0.0.1'): Promise<ListeningServer> {
  const server = createServer({ requestTimeout: 10_000, headersTimeout: 5_000, keepAliveTimeout: 30_000 }, handler);
  server.on('request', (_request, response) => {
    response.once('close', () => {
      // Clients keep their connections alive: one that was busy when the server closed must not hold it up afterwards.
      if (!server.listening)
        setImmediate(() => {
          server.closeIdleConnections();
        });
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'EADDRINUSE' ? portTaken(port, error) : error);
    });
    server.listen(port, host, resolve);
  });
  const address = server.address() as AddressInfo;
  const shown = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  return { url: `http://${shown}:${address.port}`, close: (graceSeconds = 10) => closeServer(server, graceSeconds) };
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

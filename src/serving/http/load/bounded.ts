import type { RequestListener, Server } from 'node:http';
import { ConnectionLimit } from './connection-limit.js';
import { LoopDelay } from './loop-delay.js';
import { RequestTurns, type RequestHandlers } from './request-turns.js';

/** How much a server takes on at a time. */
export interface ServerLimits {
  /** Open connections; who comes beyond them is told so. */
  readonly connections: number;
  /** Connections that the system keeps until they are taken, as far as it allows so many (Linux: net.core.somaxconn). */
  readonly backlog: number;
  /** Milliseconds that a request may wait for its turn before those after it are refused; Infinity: none is. */
  readonly mostWait: number;
}

export const USUAL_LIMITS: ServerLimits = { connections: 10_000, backlog: 1024, mostWait: 1000 };

/** What stands between a server and its handlers. */
export interface Bounded {
  readonly take: RequestListener;
  /** Call before it listens. */
  watch(server: Server): void;
  close(): void;
}

/** Answers in turns, refuses what would wait too long, and what comes over connections that are too many. */
export function bounded(handlers: RequestHandlers, limits: ServerLimits): Bounded {
  const connections = new ConnectionLimit(limits.connections);
  const delay = new LoopDelay();
  const turns = new RequestTurns(handlers, { mostWait: limits.mostWait, loopDelay: () => delay.milliseconds });
  return {
    take: (request, response) => {
      if (!connections.exceededBy(request.socket)) turns.take(request, response);
      else {
        response.shouldKeepAlive = false;
        (handlers.urgent(request) ? handlers.answer : handlers.refuse)(request, response);
      }
    },
    watch: (server) => {
      connections.watch(server);
      server.on('connection', turns.connected);
    },
    close: () => {
      delay.close();
    },
  };
}

/** A handler that is asked whatever comes, whenever it comes. */
export function unbounded(handler: RequestListener): Bounded {
  return { take: handler, watch: () => undefined, close: () => undefined };
}

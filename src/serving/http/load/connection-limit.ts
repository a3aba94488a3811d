import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/** Connections beyond the limit that are still told so; what comes after them is closed without a word. */
const TOLD = 1000;

/** Knows which connections are too many: they get an answer that says so, and are closed by it. */
export class ConnectionLimit {
  private open = 0;
  private readonly tooMany = new WeakSet<Socket>();

  constructor(private readonly most: number) {}

  watch(server: Server): void {
    server.maxConnections = this.most + TOLD;
    server.on('connection', (socket: Socket) => {
      if (++this.open > this.most) this.tooMany.add(socket);
      socket.once('close', () => this.open--);
    });
  }

  exceededBy(socket: Socket): boolean {
    return this.tooMany.has(socket);
  }
}

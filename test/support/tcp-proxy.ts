import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** Stands between a client and a server that others need too, so that for the client alone the server can go away. */
export class TcpProxy {
  private readonly sockets = new Set<Socket>();
  private silent = false;
  /** Bytes that yet come from the server before it goes away. */
  private left = Infinity;
  private readonly held: (() => void)[] = [];

  private constructor(private readonly server: Server) {}

  static async to(port: number): Promise<TcpProxy> {
    const server = createServer();
    const proxy = new TcpProxy(server);
    server.on('connection', (client) => {
      proxy.join(client, port);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** From now on nothing comes through, though connections stay open. */
  fallSilent(): void {
    this.silent = true;
  }

  /** Stops in the middle of an answer: when so many bytes have come from the server. */
  stopAfter(bytes: number): void {
    this.left = bytes;
  }

  /** Whether connections are taken. */
  get listening(): boolean {
    return this.server.listening;
  }

  /** What was held back comes through, and all after it. */
  speak(): void {
    this.silent = false;
    for (const send of this.held.splice(0)) send();
  }

  /** As if the server had been started again after `stop`. */
  async restart(port: number): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(port, '127.0.0.1', resolve));
  }

  /** As if the server had stopped: connections break, and no new one is taken. */
  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private join(client: Socket, port: number): void {
    const server = connect(port, '127.0.0.1');
    for (const [from, to] of [
      [client, server],
      [server, client],
    ]) {
      this.sockets.add(from);
      from.on('data', (bytes) => {
        if (from === server && (this.left -= bytes.length) < 0) {
          this.left = Infinity;
          void this.stop();
        }
        const send = (): void => void to.write(bytes);
        if (this.silent) this.held.push(send);
        else send();
      });
      from.on('error', () => undefined);
      from.on('close', () => {
        this.sockets.delete(from);
        to.destroy();
      });
    }
  }
}

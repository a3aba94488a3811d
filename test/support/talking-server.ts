import { createServer, type AddressInfo, type Socket } from 'node:net';

/** A server on loopback that says what `answer` makes of what it is told; nothing, where that is undefined. */
export interface TalkingServer {
  readonly port: number;
  close(): void;
}

export async function talkingServer(answer: (told: string) => string | undefined): Promise<TalkingServer> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket
      .on('error', () => undefined)
      .on('data', (bytes) => {
        const said = answer(bytes.toString('latin1'));
        if (said !== undefined) socket.write(said);
      });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

/** A port of loopback that nothing listens on. */
export async function deadPort(): Promise<number> {
  const server = await talkingServer(() => undefined);
  server.close();
  return server.port;
}

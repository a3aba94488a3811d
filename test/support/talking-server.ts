import { createServer, type AddressInfo, type Socket } from 'node:net';

/** A server on loopback that says what `answer` makes of what it is told, when it has; nothing, where that is undefined. */
export interface TalkingServer {
  readonly port: number;
  close(): void;
}

export async function talkingServer(
  answer: (told: string) => string | undefined | Promise<string>,
): Promise<TalkingServer> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket
      .on('error', () => undefined)
      .on('data', (bytes) => {
        void Promise.resolve(answer(bytes.toString('latin1'))).then((said) => {
          if (said !== undefined && socket.writable) socket.write(said);
        });
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

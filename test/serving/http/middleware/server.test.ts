import { once } from 'node:events';
import { connect } from 'node:net';
import { Agent, get, type IncomingMessage, type ServerResponse } from 'node:http';
import { expect } from 'chai';
import { listen } from '../../../../src/serving/http/index.js';
import { rejection } from '../../../shop/csv/temporary-folder.js';

describe('the HTTP server', () => {
  /** A handler that answers when it is told to. */
  function held(): {
    handler: (request: IncomingMessage, response: ServerResponse) => void;
    release: () => void;
    asked: Promise<void>;
  } {
    let release = (): void => undefined;
    let arrived = (): void => undefined;
    const asked = new Promise<void>((resolve) => (arrived = resolve));
    const released = new Promise<void>((resolve) => (release = resolve));
    return {
      handler: (_request, response) => {
        arrived();
        void released.then(() => response.end('done'));
      },
      release,
      asked,
    };
  }

  it('lets a request in progress finish when it closes, and takes no other', async () => {
    const { handler, release, asked } = held();
    const server = await listen(handler, 0);
    const answer = fetch(server.url).then((response) => response.text());
    await asked;
    const closed = server.close(600);
    await rejection(fetch(server.url));
    release();
    expect(await answer).to.equal('done');
    await closed;
  });

  it('does not wait for connections that clients keep alive', async () => {
    const { handler, release, asked } = held();
    const server = await listen(handler, 0);
    const agent = new Agent({ keepAlive: true });
    const request = get(server.url, { agent });
    await asked;
    const closed = server.close(600);
    release();
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    response.resume();
    await closed;
    agent.destroy();
  });

  it('cuts off what has not finished after the grace period', async () => {
    const { handler, asked } = held();
    const server = await listen(handler, 0);
    const answer = rejection(fetch(server.url));
    await asked;
    await server.close(0.1);
    expect(await answer).to.be.instanceOf(Error);
  });

  it('listens on loopback unless told otherwise', async () => {
    const server = await listen((_request, response) => response.end(), 0);
    expect(server.url).to.match(/^http:\/\/127\.0\.0\.1:\d+$/);
    await server.close();
    const { port } = new URL(server.url);
    const [error] = (await once(connect(Number(port), '127.0.0.1'), 'error')) as [NodeJS.ErrnoException];
    expect(error.code).to.equal('ECONNREFUSED');
  });

  it('says what to do when its port is taken', async () => {
    const first = await listen((_request, response) => response.end(), 0);
    const error = await rejection(listen((_request, response) => response.end(), Number(new URL(first.url).port)));
    expect(error).to.have.property('code', 'port-taken');
    expect(error.message).to.contain('--port');
    await first.close();
  });
});

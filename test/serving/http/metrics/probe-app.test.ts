import { expect } from 'chai';
import { pino } from 'pino';
import { createProbeApp, listen, type ListeningServer } from '../../../../src/serving/http/index.js';

describe('the probes of a process without API', () => {
  let server: ListeningServer;
  let alive = true;

  before(async () => {
    const app = createProbeApp({
      health: () => ({ alive, details: { servers: { redis: false } } }),
      scrape: () => (alive ? Promise.resolve('up 1\n') : Promise.reject(new Error('secret'))),
      logger: pino({ level: 'silent' }),
    });
    server = await listen(app, 0);
  });
  after(() => server.close(0));

  async function ask(path: string): Promise<{ status: number; type: string | null; text: string }> {
    const answer = await fetch(`${server.url}${path}`);
    return { status: answer.status, type: answer.headers.get('content-type'), text: await answer.text() };
  }

  it('say that it does its work, whichever server is away', async () => {
    alive = true;
    const { status, text } = await ask('/healthz');
    expect(status).to.equal(200);
    expect(JSON.parse(text)).to.deep.equal({ status: 'ok', servers: { redis: false } });
    expect(await ask('/metrics')).to.deep.equal({
      status: 200,
      type: 'text/plain; version=0.0.4; charset=utf-8',
      text: 'up 1\n',
    });
  });

  it('say that it has stopped, and nothing of a fault but that there is one', async () => {
    alive = false;
    expect(await ask('/healthz')).to.include({ status: 503 });
    const fault = await ask('/metrics');
    expect(fault).to.include({ status: 500, type: 'application/problem+json' });
    expect(fault.text).not.to.contain('secret');
    expect(await ask('/v1/versions')).to.include({ status: 404 });
  });
});

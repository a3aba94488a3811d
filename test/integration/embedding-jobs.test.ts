import { Worker } from 'bullmq';
import { expect } from 'chai';
import { listen, type Api, type ListeningServer } from '../../src/serving/http/index.js';
import { KeyStore } from '../../src/serving/keys/index.js';
import { clearQueues, queueOptions } from '../../src/storage/queue/index.js';
import { ask, headersOf, testApi, urlOf, type Reply } from '../serving/http/api-fixture.js';
import { openEmptyRedis } from '../support/open-servers.js';
import { serversTimeout } from '../support/servers.js';
import type { Redis } from 'ioredis';

type Body = Record<string, unknown> & { job: { id: string; state: string } };

describe('embeddings over HTTP', () => {
  let redis: Redis;
  let api: Api;
  let server: ListeningServer;
  let admin: Record<string, string>;
  let reader: Record<string, string>;

  before(async function () {
    this.timeout(serversTimeout);
    redis = await openEmptyRedis();
    const keys = new KeyStore(redis, () => new Date());
    admin = await headersOf(keys, ['admin']);
    reader = await headersOf(keys, ['read', 'events']);
    api = testApi({ redis });
    server = await listen(api.app, 0);
  });
  beforeEach(() => clearQueues({ redis: { url: urlOf(redis) } }));
  after(async () => {
    api.services.jobs.endStreams();
    await server.close(0);
    api.close();
    await redis.flushdb();
    redis.disconnect();
  });

  const jobs = (path = '', init: RequestInit = {}, headers = admin): Promise<Reply> =>
    ask(`${server.url}/v1/embeddings/jobs${path}`, {
      ...init,
      headers: { ...headers, 'content-type': 'application/json' },
    });
  const post = (body: object, headers = admin): Promise<Reply> =>
    jobs('', { method: 'POST', body: JSON.stringify(body) }, headers);

  /** Runs jobs as `work` says, until it is closed. */
  function workWith(work: Worker['processFn']): Worker {
    return new Worker('embed', work, queueOptions(urlOf(redis), null));
  }

  /** The events of a job as they come, by name and data. */
  async function* eventsOf(id: string): AsyncGenerator<{ event: string; data: Record<string, unknown> }> {
    const response = await fetch(`${server.url}/v1/embeddings/jobs/${id}/events`, { headers: admin });
    expect(response.headers.get('content-type')).to.equal('text/event-stream');
    let text = '';
    const decoder = new TextDecoder();
    for await (const chunk of response.body!) {
      text += decoder.decode(chunk as Uint8Array, { stream: true });
      const whole = text.split('\n\n');
      text = whole.pop() ?? '';
      for (const each of whole) {
        const [, event, data] = /^event: (\w+)\ndata: (.*)$/.exec(each) ?? [];
        yield { event, data: JSON.parse(data) as Record<string, unknown> };
      }
    }
    expect(text).to.equal('');
  }

  it('are queued, shown, listed and cancelled, and asked for twice are one', async () => {
    const queued = await post({ full: true });
    const { job } = queued.body as Body;
    expect(queued.status, queued.text).to.equal(202);
    expect(queued.headers.get('location')).to.equal(`/v1/embeddings/jobs/${job.id}`);
    expect(queued.body).to.deep.include({ coalesced: false });
    expect((await post({ full: true })).body).to.deep.include({ coalesced: true, job });
    expect((await jobs(`/${job.id}`)).body).to.deep.equal(job);
    expect((await jobs()).body).to.deep.equal({ jobs: [job] });
    expect((await jobs(`/${job.id}`, { method: 'DELETE' })).status).to.equal(204);
    expect((await jobs(`/${job.id}`)).body).to.include({ status: 404, code: 'unknown-job' });
    expect((await jobs(`/${job.id}`, { method: 'DELETE' })).body).to.include({ status: 404, code: 'unknown-job' });
    expect((await post({ layer: 'mlp', then: 1 })).body).to.include({ status: 400, code: 'invalid-request' });
  });

  it('are for an admin alone', async () => {
    for (const headers of [reader, {}]) {
      const status = headers === reader ? 403 : 401;
      expect((await post({}, headers)).status).to.equal(status);
      for (const path of ['', '/1', '/1/events']) expect((await jobs(path, {}, headers)).status).to.equal(status);
      expect((await jobs('/1', { method: 'DELETE' }, headers)).status).to.equal(status);
    }
  });

  it('are followed to their end: progress, result, and why one failed', async () => {
    let goOn = (): void => undefined;
    const worker = workWith(async (job) => {
      await job.updateProgress({ step: 'encoding', done: 1, total: 4, unit: 'products', number: 2, secondsLeft: 3 });
      await new Promise<void>((resolve) => (goOn = resolve));
      if ((job.data as { full: boolean }).full) return { snapshot: 's' };
      throw new Error('No luck.');
    });
    try {
      for (const full of [true, false]) {
        const { id } = ((await post({ full })).body as Body).job;
        const seen: { event: string; data: Record<string, unknown> }[] = [];
        for await (const each of eventsOf(id)) {
          seen.push(each);
          if (each.data['progress'] !== null && each.event === 'job') goOn();
        }
        const last = seen.at(-1)!;
        expect(seen.slice(0, -1).every(({ event }) => event === 'job')).to.equal(true);
        expect(seen.find(({ data }) => data['step'] === 'encoding')?.data['progress']).to.deep.equal({
          step: 'encoding',
          done: 1,
          total: 4,
          unit: 'products',
          number: 2,
          secondsLeft: 3,
        });
        expect(last.event).to.equal(full ? 'completed' : 'failed');
        expect(last.data['id']).to.equal(id);
        if (full) expect(last.data['result']).to.deep.equal({ snapshot: 's' });
        else
          expect(last.data).to.deep.include({ attempts: 3, failure: { code: null, message: 'No luck.', details: {} } });
        expect((await jobs(`/${id}`, { method: 'DELETE' })).body).to.include({ status: 409, code: 'job-state' });
      }
    } finally {
      await worker.close(true);
    }
  });

  it('that are cancelled end the streams of those who follow', async () => {
    const { id } = ((await post({})).body as Body).job;
    const seen: string[] = [];
    for await (const { event } of eventsOf(id)) {
      seen.push(event);
      if (event === 'job') expect((await jobs(`/${id}`, { method: 'DELETE' })).status).to.equal(204);
    }
    expect(seen).to.deep.equal(['job', 'cancelled']);
  });
});

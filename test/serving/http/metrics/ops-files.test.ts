import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { ApiMetrics } from '../../../../src/serving/http/metrics/api-metrics.js';
import { WorkerMetrics } from '../../../../src/operations/cli/commands/worker/worker-metrics.js';
import { exposure } from '../../../storage/redis/sample-exposure.js';
import { packageRoot } from '../../../../src/core/index.js';

const sources = {
  live: () =>
    Promise.resolve({ manifest: { id: 's1', model: { id: 'm1' }, createdAt: '2026-01-01T00:00:00Z', exposure } }),
  queues: () => Promise.resolve({ embed: { waiting: 2, active: 1, failed: 0 } }),
  intake: () => Promise.resolve({ stream: 1, waiting: 2, dead: 3 }),
  answeredAhead: () => 3,
  restarts: () => ({ neo4j: 2 }),
};

const embedResult = {
  snapshot: 's1',
  model: 'm1',
  provider: 'cpu',
  products: 1,
  lists: 1,
  events: 1,
  seconds: 1,
  changed: true,
  writeBack: { state: 'failed', reason: 'away' },
  notes: [],
};

const workerSources = {
  queues: sources.queues,
  intake: sources.intake,
  consumed: () => undefined,
  restarts: sources.restarts,
  lastFinished: () => Promise.resolve({ embed: { endedAt: 1, seconds: 1, result: embedResult } }),
  quality: () => Promise.resolve({ model: 'm1', ndcg: 0.5 }),
  worker: () => ({ alive: true, reachable: { neo4j: true, redis: true }, jobMemory: () => ({ embed: 1 }) }),
};

/** Every name that the scrapes of an API and a worker have, with those that a histogram adds. */
async function scrapedNames(): Promise<Set<string>> {
  const metrics = new ApiMetrics(sources, () => new Date('2026-01-01T01:00:00Z'));
  metrics.requestEnded('GET', '/v1/x', 200, 0.01);
  metrics.problemAnswered('internal');
  const text = `${await metrics.text()}\n${await new WorkerMetrics(workerSources).text()}`;
  return new Set([...text.matchAll(/^([a-z_0-9]+)(?:\{| )/gm)].map(([, name]) => name));
}

const METRIC = /\b(alongside|process|nodejs)_[a-z0-9_]+/g;

describe('the files for whoever runs the service', () => {
  for (const file of ['ops/grafana/alongside.json', 'ops/prometheus/alerts.yml']) {
    it(`name only metrics that the service has: ${file}`, async () => {
      const named = new Set([...readFileSync(join(packageRoot, file), 'utf8').matchAll(METRIC)].map(([name]) => name));
      const scraped = await scrapedNames();
      expect(named.size).to.be.greaterThan(5);
      for (const name of named) expect(scraped, name).to.include(name);
    });
  }
});

describe("a worker's metrics", () => {
  it('say what became of the latest write-back, and how good the model is', async () => {
    const text = await new WorkerMetrics(workerSources).text();
    expect(text).to.contain('alongside_write_back{state="failed"} 1');
    expect(text).to.contain('alongside_write_back{state="written"} 0');
    expect(text).to.contain('alongside_model_ndcg{model="m1"} 0.5');
  });

  it('are still scraped where nothing answers, with what was known last', async () => {
    let away = false;
    const metrics = new WorkerMetrics({
      ...workerSources,
      lastFinished: () => (away ? Promise.reject(new Error('away')) : workerSources.lastFinished()),
      queues: () => Promise.reject(new Error('away')),
      quality: () => Promise.reject(new Error('model-corrupt')),
    });
    await metrics.text();
    away = true;
    const text = await metrics.text();
    expect(text).to.contain('alongside_job_last_success_timestamp_seconds{queue="embed"} 0.001');
    expect(text).not.to.match(/^alongside_(model_ndcg|queue_jobs)[{ ]/m);
  });
});

describe('the metrics', () => {
  it('say what is live, how old it is, what waits and what was answered ahead', async () => {
    const text = await new ApiMetrics(sources, () => new Date('2026-01-01T01:00:00Z')).text();
    expect(text).to.contain('alongside_snapshot_info{snapshot="s1",model="m1"} 1');
    expect(text).to.contain('alongside_snapshot_age_seconds 3600');
    expect(text).to.contain('alongside_queue_jobs{queue="embed",state="waiting"} 2');
    expect(text).to.contain('alongside_answers_ahead_total 3');
    expect(text).to.contain('alongside_server_restarts_total{server="neo4j"} 2');
  });

  it('are still scraped while there is no snapshot and no Redis', async () => {
    const away = {
      ...sources,
      live: () => Promise.reject(new Error('away')),
      queues: () => Promise.reject(new Error('away')),
    };
    const text = await new ApiMetrics(away, () => new Date()).text();
    expect(text).to.contain('alongside_lists_total{source="popular"} 0');
    expect(text).not.to.match(/^alongside_snapshot_(info|age_seconds)[{ ]/m);
  });
});

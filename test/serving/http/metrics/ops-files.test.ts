import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { ApiMetrics } from '../../../../src/serving/http/metrics/api-metrics.js';
import { packageRoot } from '../../../../src/core/index.js';

const sources = {
  live: () => Promise.resolve({ manifest: { id: 's1', model: { id: 'm1' }, createdAt: '2026-01-01T00:00:00Z' } }),
  queues: () => Promise.resolve({ embed: { waiting: 2, active: 1, failed: 0 } }),
  answeredAhead: () => 3,
  restarts: () => ({ neo4j: 2 }),
};

/** Every name that the scrape has, with those that a histogram adds. */
async function scrapedNames(): Promise<Set<string>> {
  const metrics = new ApiMetrics(sources, () => new Date('2026-01-01T01:00:00Z'));
  metrics.requestEnded('GET', '/v1/x', 200, 0.01);
  metrics.problemAnswered('internal');
  const text = await metrics.text();
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

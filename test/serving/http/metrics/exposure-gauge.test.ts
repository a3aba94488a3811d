import { expect } from 'chai';
import { Registry } from 'prom-client';
import { addExposureGauge } from '../../../../src/serving/http/metrics/exposure-gauge.js';
import type { SnapshotExposure } from '../../../../src/storage/redis/index.js';
import { exposure } from '../../../storage/redis/sample-exposure.js';

async function scraped(found: () => Promise<SnapshotExposure | undefined>): Promise<string> {
  const registry = new Registry();
  addExposureGauge(registry, found);
  return registry.metrics();
}

describe('the metric of what all lists show', () => {
  it('has each measure of the live snapshot', async () => {
    const text = await scraped(() => Promise.resolve(exposure));
    const values = [...text.matchAll(/^alongside_list_exposure_ratio\{measure="(\w+)"\} (.+)$/gm)];
    expect(Object.fromEntries(values.map(([, measure, value]) => [measure, Number(value)]))).to.deep.equal({
      max: 0.2,
      traffic: 0.3,
      first: 0.1,
      bestseller_first: 0.05,
      recent_first: 0.06,
      top_decile: 0.4,
      below_chance: 0.001,
      not_above: 0.01,
    });
  });

  it('is absent while there is no snapshot, and of one that was not counted', async () => {
    for (const found of [() => Promise.reject(new Error('away')), () => Promise.resolve(undefined)]) {
      expect(await scraped(found)).not.to.match(/^alongside_list_exposure_ratio\{/m);
    }
  });
});

import { Gauge, type Registry } from 'prom-client';
import type { SnapshotExposure } from '../../../storage/redis/index.js';

/** The measures by the words that the label has. */
const MEASURES = {
  max: 'maxExposure',
  traffic: 'trafficExposure',
  first: 'maxFirst',
  bestseller_first: 'firstIsBestseller',
  recent_first: 'firstIsRecent',
  top_decile: 'topDecile',
  below_chance: 'belowChance',
  not_above: 'notAbove',
} as const satisfies Readonly<Record<string, keyof SnapshotExposure>>;

/**
 * Adds the gauge `alongside_list_exposure_ratio`: what the lists of the live snapshot show together.
 *
 * @param exposure rejects while there is no snapshot; undefined of one that was not counted
 */
export function addExposureGauge(registry: Registry, exposure: () => Promise<SnapshotExposure | undefined>): void {
  new Gauge({
    name: 'alongside_list_exposure_ratio',
    aggregator: 'max',
    help: 'Of all lists of the live snapshot: the share with the product that is on most (by traffic too), that begin with one, or with a best seller; of their places: the share of the most bought tenth, and of pairs below chance',
    labelNames: ['measure'],
    registers: [registry],
    async collect() {
      this.reset();
      const found = await exposure().catch(() => undefined);
      if (found === undefined) return;
      for (const [measure, name] of Object.entries(MEASURES)) this.set({ measure }, found[name]);
    },
  });
}

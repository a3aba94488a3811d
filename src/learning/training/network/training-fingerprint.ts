import { createHash } from 'node:crypto';
import { bytesOf } from '../checkpoint.js';
import { namedParameters, type NetworkParameters } from './network-parameters.js';
import type { TrainingConfig } from './training-config.js';
import type { TrainingData } from './training-data.js';

/** What a training depends on, as a hash. */
export function trainingFingerprint(
  config: TrainingConfig,
  data: TrainingData,
  first: NetworkParameters,
  graphHash: string,
): string {
  const { eligible, logPopularity, categoryOf, categoryGroups, lift, queries = new Uint8Array() } = data;
  const matrices = [data.graph, data.evidence, data.attributes.entries, lift.pairs];
  const arrays = [
    ...matrices.flatMap(({ offsets, columns, values }) => [offsets, columns, values]),
    ...[eligible, logPopularity, categoryOf, categoryGroups, lift.sums, queries],
    ...Object.values(namedParameters(first)),
  ];
  const hash = createHash('sha256').update(JSON.stringify([graphHash, Object.entries(config).sort()]));
  hash.update(JSON.stringify([data.productIds, data.attributes.ids, data.categories]));
  for (const array of arrays) hash.update(bytesOf(array));
  return hash.digest('hex');
}

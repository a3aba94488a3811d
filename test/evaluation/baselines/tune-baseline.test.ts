import { expect } from 'chai';
import { combinations, defineBaseline } from '../../../src/evaluation/baselines/baseline.js';
import { tuneBaseline } from '../../../src/evaluation/baselines/index.js';
import { AlongsideError } from '../../../src/core/index.js';
import { plainTools, randomShop } from './shop.js';

const data = randomShop(1);
const validation = { data, queries: Int32Array.from([0, 1]), length: 3 };

/** Ranks products by how near their number is to a target. */
function nearestNumber(learned: string[], targets: readonly number[]) {
  return defineBaseline({
    name: 'nearest number',
    grid: () => combinations({ depth: [1, 2], target: targets }),
    learnedFrom: ['depth'],
    learn: (_data, { depth }) => {
      learned.push(`depth ${depth}`);
      return depth;
    },
    scorer: (depth, { target }) => ({
      score: (_product, into) => {
        for (let y = 0; y < into.length; y++) into[y] = -depth * Math.abs(y - target);
      },
    }),
  });
}

/** Lists are best that lead with a product near 30. */
const nearThirty = (lists: Int32Array): number => -Math.abs(lists[0] - 30);

describe('tuning a baseline', () => {
  it('takes the configuration with the best lists, of equal ones the first, and reports all', async () => {
    const tuned = await tuneBaseline(nearestNumber([], [5, 30, 20]), validation, nearThirty, plainTools);
    expect(tuned.config).to.deep.equal({ depth: 1, target: 30 });
    expect(tuned.trials.map(({ config }) => config.target)).to.deep.equal([5, 30, 20, 5, 30, 20]);
    expect(tuned.value).to.equal(Math.max(...tuned.trials.map(({ value }) => value)));
  });

  it('learns once for configurations that differ only in how they score', async () => {
    const learned: string[] = [];
    await tuneBaseline(nearestNumber(learned, [5, 30, 20]), validation, nearThirty, plainTools);
    expect(learned).to.deep.equal(['depth 1', 'depth 2']);
  });

  it('refuses a baseline without configuration', async () => {
    const failed: unknown = await tuneBaseline(nearestNumber([], []), validation, nearThirty, plainTools).catch(
      (error: unknown) => error,
    );
    expect(failed).to.be.instanceOf(AlongsideError).with.property('code', 'peer-without-configuration');
  });
});

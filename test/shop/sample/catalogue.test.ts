import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { ZodError } from 'zod';
import { packageRoot } from '../../../src/core/index.js';
import { readGroups } from '../../../src/shop/sample/catalogue.js';

describe('the tables that the sample shop is stocked from', () => {
  it('give each group its brands by tier and its leaves in order, complements with their probabilities', () => {
    const dogs = readGroups().find(({ id }) => id === 'dogs');
    expect(dogs?.brands).to.deep.equal([['Waggle', 'Barkley Row'], ['Fellhound', 'Pawsworth'], ['Hound & Heath']]);
    expect(dogs?.leaves.map(({ id }) => id)).to.deep.equal(['dog-beds', 'dog-leads']);
    expect(dogs?.leaves[0]).to.deep.include({ variants: ['Small', 'Medium', 'Large'], cheapest: 19, dearest: 160 });
    expect(dogs?.leaves[0]).to.deep.include({ priceFollowsVariant: true, consumable: false, season: 'all-year' });
    expect(dogs?.leaves[0].goesWith).to.deep.equal([{ leaf: 'dog-leads', probability: 0.28 }]);
  });

  it('keep the groups of a department together, and name complements that are leaves', () => {
    const groups = readGroups();
    const runs = groups.filter(({ department }, i) => department !== groups[i - 1]?.department);
    expect(new Set(runs.map(({ department }) => department)).size).to.equal(runs.length);
    const leaves = groups.flatMap((group) => group.leaves);
    const ids = new Set(leaves.map(({ id }) => id));
    for (const { id, goesWith } of leaves) {
      for (const { leaf, probability } of goesWith) {
        expect(ids.has(leaf), `${id} → ${leaf}`).to.equal(true);
        expect(probability, `${id} → ${leaf}`).to.be.within(0, 1);
      }
    }
  });

  it('are refused where a leaf is of no group, of no season or has no probability for a complement', () => {
    const folder = mkdtempSync(join(tmpdir(), 'alongside-catalogue-'));
    try {
      cpSync(join(packageRoot, 'src', 'shop', 'sample', 'catalogue'), folder, { recursive: true });
      const path = join(folder, 'leaves.csv');
      const leaves = readFileSync(path, 'utf8');
      for (const [right, wrong] of [
        ['dogs,dog-beds', 'cats,dog-beds'],
        ['all-year', 'always'],
        ['dog-leads:0.28', 'dog-leads'],
      ]) {
        expect(leaves).to.include(right);
        writeFileSync(path, leaves.replace(right, wrong));
        expect(() => readGroups(folder), wrong).to.throw(ZodError);
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

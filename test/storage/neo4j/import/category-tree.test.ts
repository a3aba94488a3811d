import { expect } from 'chai';
import fc from 'fast-check';
import { refusedPlacements, type Placement } from '../../../../src/storage/neo4j/import/category-tree.js';
import type { CategoryId } from '../../../../src/core/index.js';

const id = (text: string): CategoryId => text as CategoryId;
const wish = (categoryId: string, parentId?: string): Placement => ({
  categoryId: id(categoryId),
  parentId: parentId === undefined ? undefined : id(parentId),
});
const refused = (wishes: Placement[], present: [string, string?][] = [], createMissing = false): string[] =>
  [
    ...refusedPlacements(
      wishes,
      new Map(present.map(([child, parent]) => [id(child), parent === undefined ? undefined : id(parent)])),
      createMissing,
    ).keys(),
  ].sort();

describe('places in the category tree', () => {
  it('refuses every member of a ring, and what stands beneath it only while its parent is not there', () => {
    const wishes = [wish('a', 'b'), wish('b', 'a'), wish('c', 'a'), wish('d')];
    expect(refused(wishes)).to.deep.equal(['a', 'b', 'c']);
    expect(refused(wishes, [['a']])).to.deep.equal(['a', 'b']);
    expect(refused([wish('self', 'self')])).to.deep.equal(['self']);
  });

  it('refuses an unknown parent unless it may be made', () => {
    expect(refused([wish('a', 'x'), wish('b', 'a')])).to.deep.equal(['a', 'b']);
    expect(refused([wish('a', 'x'), wish('b', 'a')], [], true)).to.deep.equal([]);
  });

  it('lets two categories swap places, and sees a ring with the tree that is there', () => {
    expect(refused([wish('a'), wish('b', 'a')], [['a', 'b'], ['b']])).to.deep.equal([]);
    expect(refused([wish('b', 'a')], [['a', 'b'], ['b']])).to.deep.equal(['b']);
  });

  it('leaves a tree without rings, whatever is wished in whatever order', () => {
    const name = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
    const anyWishes = fc.uniqueArray(fc.tuple(name, fc.option(name, { nil: undefined })), {
      selector: ([child]) => child,
    });
    fc.assert(
      fc.property(anyWishes, fc.boolean(), fc.nat(), (pairs, createMissing, turn) => {
        const wishes = pairs.map(([child, parent]) => wish(child, parent));
        // A present tree without rings: each stands under a name before its own.
        const present: [string, string?][] = [['a'], ['b', 'a'], ['c', turn % 2 === 0 ? 'a' : 'b']];
        const out = refused(wishes, present, createMissing);
        expect(refused([...wishes].reverse(), present, createMissing)).to.deep.equal(out);
        const tree = new Map<string, string | undefined>(present.map(([child, parent]) => [child, parent]));
        for (const { categoryId, parentId } of wishes) if (!out.includes(categoryId)) tree.set(categoryId, parentId);
        for (const start of tree.keys()) {
          let steps = 0;
          for (let at: string | undefined = start; at !== undefined; at = tree.get(at)) expect(++steps).to.be.below(10);
        }
      }),
    );
  });
});

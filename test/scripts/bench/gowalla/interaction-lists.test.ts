import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { readInteractionLists } from '../../../../scripts/bench/gowalla/interaction-lists.js';
import { rejection, temporaryFolder } from '../../../shop/csv/temporary-folder.js';

describe('readInteractionLists', () => {
  const folder = temporaryFolder();

  it('reads a user and its items from each line, plain or packed, in the order of the file', async () => {
    const text = '3 7 5 9\r\n0 5\n\n1\n2 0';
    await writeFile(join(folder(), 'train.txt'), text);
    await writeFile(join(folder(), 'train.txt.gz'), gzipSync(text));
    for (const name of ['train.txt', 'train.txt.gz']) {
      const { users, items } = await readInteractionLists(join(folder(), name));
      expect([...users]).to.deep.equal([3, 3, 3, 0, 2]);
      expect([...items]).to.deep.equal([7, 5, 9, 5, 0]);
    }
  });

  it('names the line that is none', async () => {
    const path = join(folder(), 'events.csv');
    await writeFile(path, '0 1 2\n1 2 -3\n');
    const error = await rejection(readInteractionLists(path));
    expect(error).to.be.instanceOf(Error);
    expect(error.message).to.match(/^Line 2 of .* has "-3"/);
  });
});

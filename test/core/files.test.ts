import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect } from 'chai';
import { requireRegularFile } from '../../src/core/index.js';
import { rejection, temporaryFolder } from '../shop/csv/temporary-folder.js';
import { TextSource } from '../../src/shop/csv/index.js';

describe('a file to be read', () => {
  const folder = temporaryFolder();

  it('is no pipe without a writer, nor a device without an end: both are refused at once', async () => {
    const pipe = join(folder(), 'events.csv');
    execFileSync('mkfifo', [pipe]);
    for (const path of [pipe, '/dev/zero']) {
      for (const opening of [requireRegularFile(path), TextSource.open(path)]) {
        expect(await rejection(opening)).to.include({ code: 'file-unreadable' });
      }
    }
  });

  it('may be missing, which whoever opens it tells', async () => {
    await requireRegularFile(join(folder(), 'none'));
    await requireRegularFile(folder());
  });
});

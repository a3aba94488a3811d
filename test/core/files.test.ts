import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { requirePlaceForFile, requireRegularFile } from '../../src/core/index.js';
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
  });

  it('is no folder', async () => {
    expect(await rejection(requireRegularFile(folder()))).to.include({ code: 'file-unreadable' });
  });
});

describe('a file to be written', () => {
  const folder = temporaryFolder();

  it('may be there or not, in a folder that is there', async () => {
    const path = join(folder(), 'lists.csv');
    await requirePlaceForFile(path);
    await writeFile(path, '');
    await requirePlaceForFile(path);
    const refused = await rejection(requirePlaceForFile(join(folder(), 'none', 'lists.csv')));
    expect(refused).to.include({ code: 'folder-not-writable' });
    expect(refused.message).to.contain(join('none', 'lists.csv'));
  });

  it('takes no place of a folder or a device', async () => {
    for (const path of [folder(), '/dev/null']) {
      expect(await rejection(requirePlaceForFile(path)), path).to.include({ name: 'UsageError' });
    }
  });
});

import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { RejectsFile } from '../../../src/shop/csv/index.js';
import { rejection, temporaryFolder } from './temporary-folder.js';

describe('file of rejected rows', () => {
  const folder = temporaryFolder();

  it('holds file, line, reason and the row as it was, and replaces the one of the import before', async () => {
    const path = join(folder(), 'rejects.csv');
    for (let round = 0; round < 2; round++) {
      const rejects = await RejectsFile.prepare(path);
      await rejects.add('events.csv', [{ line: 7, reason: 'type is missing', raw: 'u,"p\n",' }]);
      await rejects.close();
      expect(await readFile(path, 'utf8')).to.equal(
        'file,line,reason,raw\nevents.csv,7,type is missing,"u,""p\n"","\n',
      );
    }
  });

  it('does not exist where nothing was rejected', async () => {
    const path = join(folder(), 'none.csv');
    await (await RejectsFile.prepare(path)).close();
    expect(existsSync(path)).to.equal(false);
  });

  it('never overwrites a file that is something else', async () => {
    const path = join(folder(), 'products.csv');
    await writeFile(path, 'product_id,category_id,title,price\n');
    expect(await rejection(RejectsFile.prepare(path))).to.include({ code: 'rejects-file-taken' });
  });

  it('reports a folder that cannot be written', async () => {
    const rejects = await RejectsFile.prepare(join(folder(), 'missing', 'rejects.csv'));
    await rejects.add('events.csv', [{ line: 2, reason: 'x', raw: 'y' }]);
    expect(await rejection(rejects.close())).to.include({ code: 'rejects-file-unwritable' });
  });
});

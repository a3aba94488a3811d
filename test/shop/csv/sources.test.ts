import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { expect } from 'chai';
import { findSources } from '../../../src/shop/csv/index.js';
import { UsageError } from '../../../src/core/index.js';
import { rejection, temporaryFolder } from './temporary-folder.js';

describe('what to import', () => {
  const folder = temporaryFolder();

  async function shop(name: string, files: Record<string, string>): Promise<string> {
    const path = join(folder(), name);
    await mkdir(path);
    for (const [file, content] of Object.entries(files)) await writeFile(join(path, file), content);
    return path;
  }

  it('takes the canonical files of a folder in the order of import and leaves others alone', async () => {
    const path = await shop('whole', {
      'events.csv.gz': '',
      'category_relations.csv': '',
      'products.csv': '',
      'categories.csv': '',
      'relations.csv.gz': '',
      '.hidden': '',
    });
    const { files, ignored } = await findSources([path]);
    expect(files.map(({ kind }) => kind)).to.deep.equal(['categories', 'products', 'category_relations', 'events']);
    expect(ignored.map((each) => basename(each))).to.deep.equal(['relations.csv.gz']);
  });

  it('knows a file of any name by its columns, and takes a file given twice once', async () => {
    const path = await shop('named', { 'march.csv': 'timestamp,type,product_id,user_id\n', 'other.csv': 'a,b\n' });
    const march = join(path, 'march.csv');
    expect((await findSources([march, march])).files).to.deep.equal([{ path: march, kind: 'events' }]);
    expect(await rejection(findSources([join(path, 'other.csv')]))).to.include({ code: 'file-unknown' });
  });

  it('says so where there is nothing to import, nothing at all, or too much', async () => {
    const none = await rejection(findSources([await shop('gowalla', { 'train.txt.gz': '' })]));
    expect(none).to.be.instanceOf(UsageError).and.include({ code: 'nothing-to-import' });
    expect(await rejection(findSources([join(folder(), 'nowhere')]))).to.include({ code: 'path-missing' });
    const both = await shop('both', { 'events.csv': '', 'events.csv.gz': '' });
    expect(await rejection(findSources([both]))).to.include({ code: 'file-ambiguous' });
  });
});

import { existsSync } from 'node:fs';
import { readFile, writeFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
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
      // Rows name customers.
      expect((await stat(path)).mode & 0o777).to.equal(0o600);
      expect(await readFile(path, 'utf8')).to.equal(
        'file,line,reason,raw\nevents.csv,7,type is missing,"u,""p\n"","\n',
      );
    }
  });

  it('quotes what holds a comma, a quote or the end of a line, and nothing else', async () => {
    const text = fc.string({ unit: fc.constantFrom('a', ' ', '=', ',', '"', '\r', '\n', '\t', ';', 'é', '\ufeff') });
    const quoted = (value: string): string => (/[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
    await fc.assert(
      fc.asyncProperty(text, text, async (reason, raw) => {
        const rejects = await RejectsFile.prepare(join(folder(), 'quoted.csv'));
        await rejects.add('a.csv', [{ line: 7, reason, raw }]);
        await rejects.close();
        expect(await readFile(rejects.path, 'utf8')).to.equal(
          `file,line,reason,raw\na.csv,7,${quoted(reason)},${quoted(raw)}\n`,
        );
      }),
    );
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

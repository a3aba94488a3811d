import { chmod, mkdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { closeHome } from '../../../src/operations/cli/close-home.js';
import { temporaryFolder } from '../../shop/csv/temporary-folder.js';

describe('a home that stands open to other users', () => {
  const folder = temporaryFolder();
  const home = async (name: string, mode: number): Promise<string> => {
    const path = join(folder(), name);
    await mkdir(path);
    await writeFile(join(path, 'stack.json'), '{"format":1}');
    await chmod(path, mode);
    return path;
  };
  const modeOf = async (path: string): Promise<number> => (await stat(path)).mode & 0o7777;

  it('is closed, and told', async () => {
    for (const mode of [0o755, 0o750, 0o777, 0o711]) {
      const path = await home(`open-${mode.toString(8)}`, mode);
      expect(closeHome(path)).to.contain('stood open').and.contain(mode.toString(8));
      expect(await modeOf(path)).to.equal(0o700);
      expect(closeHome(path)).to.equal(undefined);
    }
  });

  it('is told of where all share the folder', async () => {
    const path = await home('shared', 0o1777);
    expect(closeHome(path)).to.contain('chmod 700');
    expect(await modeOf(path)).to.equal(0o1777);
  });

  it('is no folder that no server was started in', async () => {
    await chmod(folder(), 0o755);
    expect(closeHome(folder())).to.equal(undefined);
    expect(closeHome(join(folder(), 'none'))).to.equal(undefined);
    expect(await modeOf(folder())).to.equal(0o755);
  });
});

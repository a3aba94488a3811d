import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { layOut } from './lay-out.js';
import { layOutModules, removeInstallScripts } from './modules.js';
import { keepLibrariesOf, type Platform } from './native-libraries.js';
import { pathsOfPackage } from './shipped-paths.js';

/** What names a package. */
interface Manifest {
  readonly name: string;
  readonly version: string;
}

/**
 * Writes the package with its dependencies inside, for one platform, and a software bill of materials (CycloneDX) of them.
 *
 * @param root a built checkout with its dependencies
 * @returns the paths that were written
 */
export function writeBundle(root: string, platform: Platform, out: string): string[] {
  const text = readFileSync(join(root, 'package.json'), 'utf8');
  const manifest = JSON.parse(text) as Manifest;
  const stem = join(resolve(out), `${manifest.name}-${manifest.version}`);
  mkdirSync(resolve(out), { recursive: true });
  const folder = mkdtempSync(join(tmpdir(), 'alongside-bundle-'));
  try {
    layOut({ root, paths: pathsOfPackage(manifest), into: folder });
    removeInstallScripts(folder, layOutModules(root, folder));
    keepLibrariesOf(platform, join(folder, 'node_modules'));
    // A link to the checkout's own.
    unlinkSync(join(folder, 'package.json'));
    const own = {
      ...manifest,
      scripts: {},
      devDependencies: {},
      bundleDependencies: true,
      os: [platform.os],
      cpu: [platform.cpu],
    };
    writeFileSync(join(folder, 'package.json'), `${JSON.stringify(own, null, 2)}\n`);
    const [tarball] = npm(folder, ['pack', '--silent', '--pack-destination', folder]).trim().split('\n').slice(-1);
    const written = [`${stem}-${platform.os}-${platform.cpu}.tgz`, `${stem}.cdx.json`];
    renameSync(join(folder, tarball), written[0]);
    writeFileSync(written[1], npm(root, ['sbom', '--package-lock-only', '--omit=dev', '--sbom-format', 'cyclonedx']));
    return written;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function npm(folder: string, args: readonly string[]): string {
  return execFileSync('npm', args, {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

import { readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { layOut } from './lay-out.js';
import { productionPackages } from './production-packages.js';

/**
 * Lays out the `node_modules` of `npm ci --omit=dev`, from those of a whole installation in `root`.
 *
 * @returns paths of the packages, as `node_modules/bullmq`
 */
export function layOutModules(root: string, into: string): string[] {
  const lock: unknown = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const paths = productionPackages(root, lock).map(({ path }) => path);
  // A package below another's folder came with that.
  layOut({ root, paths: paths.filter((path) => !paths.some((other) => path.startsWith(`${other}/`))), into });
  return paths;
}

/** Takes the scripts away that npm would run when it installs these packages: all are complete as they lie there. */
export function removeInstallScripts(root: string, packages: readonly string[]): void {
  for (const path of packages) {
    const file = join(root, path, 'package.json');
    const manifest = JSON.parse(readFileSync(file, 'utf8')) as { readonly scripts?: Record<string, string> };
    const { scripts = {} } = manifest;
    const kept = Object.entries(scripts).filter(([name]) => !/^(pre|post)?install$/.test(name));
    if (kept.length === Object.keys(scripts).length) continue;
    // A link to the checkout's own.
    unlinkSync(file);
    writeFileSync(file, JSON.stringify({ ...manifest, scripts: Object.fromEntries(kept) }, null, 2));
  }
}

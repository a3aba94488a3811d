import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const lockSchema = z.object({
  packages: z.record(z.string(), z.object({ version: z.string().optional(), dev: z.boolean().optional() })),
});

/** A package as it lies below a package's root. */
export interface InstalledPackage {
  /** Path from the root with `/`, as `node_modules/bullmq`. */
  readonly path: string;
  readonly version: string;
}

/**
 * The packages that `npm ci --omit=dev` installs for this platform: those of the lock file that are not for development
 * alone, less the optional ones that npm left out because they are of other platforms.
 *
 * @param lock parsed `package-lock.json`
 */
export function productionPackages(root: string, lock: unknown): InstalledPackage[] {
  return Object.entries(lockSchema.parse(lock).packages)
    .filter(([path, { dev }]) => path !== '' && dev !== true && existsSync(join(root, path)))
    .map(([path, { version = '' }]) => ({ path, version }));
}

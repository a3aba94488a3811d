import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** What a machine runs. */
export interface Platform {
  /** As `process.platform` says it. */
  readonly os: string;
  /** As `process.arch` says it. */
  readonly cpu: string;
}

/**
 * Removes the libraries of ONNX Runtime that are for other platforms, some 245 MB of its 290: its package holds those of
 * all (`bin/napi-vN/OS/CPU`).
 *
 * @param modules a `node_modules` that is to be shipped
 * @returns the folders that stay, one a version of Node's native interface
 */
export function keepLibrariesOf({ os, cpu }: Platform, modules: string): string[] {
  const bin = join(modules, 'onnxruntime-node', 'bin');
  const kept: string[] = [];
  for (const napi of readdirSync(bin)) {
    for (const system of readdirSync(join(bin, napi))) {
      for (const architecture of readdirSync(join(bin, napi, system))) {
        const folder = join(bin, napi, system, architecture);
        if (system === os && architecture === cpu) kept.push(folder);
        else rmSync(folder, { recursive: true });
      }
      if (system !== os) rmSync(join(bin, napi, system), { recursive: true });
    }
  }
  if (kept.length === 0) throw new Error(`ONNX Runtime has no library for ${os} on ${cpu}.`);
  return kept;
}

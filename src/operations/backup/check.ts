import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AlongsideError, messageOf, type ReportProgress } from '../../core/index.js';
import { BACKUP_FORMAT, readManifestText, type BackupManifest } from './backup-manifest.js';
import { measured } from './row-files.js';

/**
 * Reads a backup's manifest and checks each of its files against it.
 *
 * @throws AlongsideError `backup-missing` where there is none; `backup-damaged`, which names the file; `backup-unreadable` for one
 * of another format
 */
export async function checkBackup(folder: string, progress: ReportProgress): Promise<BackupManifest> {
  const manifest = await manifestOf(folder);
  const total = manifest.files.length;
  for (const [done, { path, bytes, sha256 }] of manifest.files.entries()) {
    progress({ step: 'checking the backup', done, total, unit: 'files' });
    const found = await measured(join(folder, path)).catch((error: unknown) => {
      throw damaged(folder, path, messageOf(error), error);
    });
    if (found.bytes !== bytes) throw damaged(folder, path, `it has ${found.bytes} bytes of ${bytes}`);
    if (found.sha256 !== sha256) throw damaged(folder, path, 'its content is another one than was written');
  }
  return manifest;
}

async function manifestOf(folder: string): Promise<BackupManifest> {
  const text = await readFile(join(folder, 'manifest.json'), 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) {
      throw new AlongsideError(
        'backup-missing',
        `There is no backup in ${folder}: it has no manifest.json. Nothing was written. Name the folder that "alongside backup" wrote.`,
        { folder },
        { cause: error },
      );
    }
    throw damaged(folder, 'manifest.json', messageOf(error), error);
  });
  const manifest = readManifestText(text);
  if (manifest !== undefined) return manifest;
  const format = /"format": (\d+)/.exec(text)?.[1];
  if (format === undefined || Number(format) === BACKUP_FORMAT) {
    throw damaged(folder, 'manifest.json', 'it is not as it was written');
  }
  throw new AlongsideError(
    'backup-unreadable',
    `${folder} was written in format ${format} by another version of Alongside; this one reads format ${BACKUP_FORMAT}. Restore it with the version that its manifest.json names.`,
    { folder, format: Number(format) },
  );
}

function damaged(folder: string, path: string, reason: string, cause?: unknown): AlongsideError {
  return new AlongsideError(
    'backup-damaged',
    `${join(folder, path)} cannot be restored (${reason}). Nothing was written. Take another backup.`,
    { folder, file: path },
    { cause },
  );
}

import { createHash } from 'node:crypto';
import { z } from 'zod';
import { canonicalJson } from '../../core/index.js';

/** The number of the way in which backups are written. */
export const BACKUP_FORMAT = 1;

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.int().nonnegative();
/** Relative, and never out of the folder. */
const path = z.string().regex(/^[\w-][\w.-]*(\/[\w-][\w.-]*)*$/);

export const backupFileSchema = z.strictObject({
  path,
  bytes: count,
  sha256,
  /** Rows of a file of rows; null for the files of a model. */
  rows: count.nullable(),
});
export type BackupFile = z.infer<typeof backupFileSchema>;

const contentSchema = z.strictObject({
  format: z.literal(BACKUP_FORMAT),
  /** The version of Alongside that wrote it. */
  alongside: z.string(),
  createdAt: z.iso.datetime(),
  /** Names the shop's data: SHA-256 over the files of the graph. */
  watermark: sha256,
  graph: z.strictObject({ users: count, products: count, categories: count, events: count }),
  keys: count,
  /** The snapshots that are saved, and how each is written. */
  snapshots: z.array(z.strictObject({ id: z.string(), format: z.int(), path })),
  /** What the pointers name: null where there was nothing. */
  live: z.string().nullable(),
  /** Items of each list that were written back to the graph. */
  writeBack: count,
  models: z.array(z.strictObject({ id: z.string().regex(/^[0-9a-f]{16}$/), createdAt: z.iso.datetime() })),
  /** An id, or `untrained`. */
  modelInUse: z.string(),
  files: z.array(backupFileSchema),
});
export type BackupContent = z.infer<typeof contentSchema>;

/** What a backup holds; `sha256` is of all else in it. */
export const backupManifestSchema = contentSchema.extend({ sha256 });
export type BackupManifest = z.infer<typeof backupManifestSchema>;

export function sealed(content: BackupContent): BackupManifest {
  return { ...content, sha256: hashOf(content) };
}

/** A manifest's text, checked; undefined where it is not one, or not as it was written. */
export function readManifestText(text: string): BackupManifest | undefined {
  try {
    const { sha256: seal, ...content } = backupManifestSchema.parse(JSON.parse(text));
    return seal === hashOf(content) ? { ...content, sha256: seal } : undefined;
  } catch {
    return undefined;
  }
}

function hashOf(content: BackupContent): string {
  return createHash('sha256').update(canonicalJson(content)).digest('hex');
}

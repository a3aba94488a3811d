/** A home's data as files: saved under one watermark, checked, and brought into another home. */
export type { BackupManifest } from './backup-manifest.js';
export { restoreBackup } from './restore.js';
export { saveBackup } from './save.js';
export { importSnapshot, type ImportedSnapshot } from './import-snapshot.js';
export { writeSnapshotFile, type SnapshotFileHead } from './snapshot-file.js';

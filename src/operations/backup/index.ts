/** A home's data as files: saved under one watermark, checked, and brought into another home. */
export type { BackupManifest } from './backup-manifest.js';
export { restoreBackup } from './restore.js';
export { saveBackup } from './save.js';

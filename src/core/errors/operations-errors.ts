import { final, retryable } from './error-kind.js';

/** Of the command line, of the folders it works in and of the servers it starts. */
export const operationsErrors = {
  'invalid-option': final('An option or argument is not what the command takes.'),
  'invalid-rules': final("The file of the shop's rules cannot be read as such."),
  'invalid-event': final('A dead letter was mended to what is no event.'),
  'unknown-letter': final('No dead letter has this id.'),
  'invalid-queries': final('The file of queries cannot be read as such.'),
  'not-confirmed': final('A command that removes something was not confirmed.'),
  interrupted: final('Whoever gave the command stopped it.'),
  'demo-failed': final('The API of the demo did not answer as it must.'),

  'package-root-missing': final('The package was installed without its package.json.'),
  'disk-full': final('No space is left on a disk.'),
  'folder-not-writable': final('A folder cannot be written.'),
  'not-a-folder': final('A file stands where a folder is needed.'),
  'folder-busy': retryable('Another command works in the folder.'),
  'stack-file-broken': final("The home's record of its servers cannot be read."),

  'backup-exists': final('A folder that a backup is to be written to has something in it.'),
  'backup-missing': final('A folder that is to be restored from holds no backup.'),
  'backup-damaged': final('A file of a backup is missing, cut off or changed.'),
  'backup-unreadable': final('A backup is of a format that this version does not read.'),
  'home-not-empty': final('A backup is to be restored where something is already.'),
  'restore-incomplete': final('Not all of a backup came to be in the graph.'),

  'platform-unsupported': final('The local servers do not run on this operating system.'),
  'memory-size-invalid': final('A size of memory is not written as one.'),
  'neo4j-version-unknown': final('This release does not pin that version of Neo4j.'),
  'home-of-another-version': final("The home's data are of a Neo4j that the asked one does not open."),
  'home-of-newer-redis': final("The home's data are of a newer Redis than the one found."),
  'neo4j-password-lost': final("The home's Neo4j does not take the recorded password."),
  'java-missing': final('No Java is found.'),
  'java-unsuitable': final('No Java of a version that Neo4j takes is found.'),
  'redis-missing': final('No Redis or Valkey is found, and none can be fetched.'),

  'artefact-lock-broken': final('The list of the files to fetch is damaged.'),
  'artefact-unreachable': retryable('A file cannot be fetched.'),
  'artefact-checksum': retryable('A fetched file is not the one that this release pins.'),

  'servers-not-running': final('No servers run for the home.'),
  'server-not-started': final('A server ended, or was not ready in time.'),
  'server-not-stopped': final("A server's process does not end."),
  'process-ended': final('A process that serves ended before it served.'),
  'port-taken': final('Another program listens on the port.'),
};

import { spawnSync } from 'node:child_process';

/** Mounts its own copy of each folder that may be written, then takes the root's right to be written. */
const script = `
set -e
while [ "$1" != -- ]; do mount --bind "$1" "$1"; shift; done
shift
mount -o remount,bind,ro /
exec "$@"
`;

/**
 * The command that runs another where no file system can be written but these folders, as a container with a read-only root
 * has it. Needs Linux and the right to mount in a namespace of one's own.
 */
export function onReadOnlyRoot(command: readonly string[], writable: readonly string[]): string[] {
  return ['unshare', '--mount', 'sh', '-c', script, 'sh', ...writable, '--', ...command];
}

/** Whether a command can be run so here, and really cannot write beside those folders. */
export function canMountReadOnly(writable: string, elsewhere: string): boolean {
  const writes = (path: string): boolean => {
    const [program, ...args] = onReadOnlyRoot(
      ['sh', '-c', `true > "$1/probe" && rm "$1/probe"`, 'sh', path],
      [writable],
    );
    return spawnSync(program, args).status === 0;
  };
  return writes(writable) && !writes(elsewhere);
}

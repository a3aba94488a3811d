import { readFileSync } from 'node:fs';

/** Bytes of memory that a process holds; 0 where the system does not say, or the process is gone. */
export function residentMemory(pid: number): number {
  try {
    const found = /^VmRSS:\s*(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
    return found === null ? 0 : Number(found[1]) * 1024;
  } catch {
    return 0;
  }
}

import { readdirSync, readFileSync } from 'node:fs';

/** Peak resident bytes of each process that was seen under one, by what it is; on Linux. */
export class ProcessMemory {
  private readonly peaks = new Map<string, number>();
  private readonly timer: NodeJS.Timeout;

  constructor(private readonly root: number) {
    this.timer = setInterval(() => {
      this.sample();
    }, 200);
  }

  /** The largest of all, and of which process. */
  end(): { readonly process: string; readonly bytes: number } {
    this.sample();
    clearInterval(this.timer);
    const [[process, bytes] = ['none', 0]] = [...this.peaks].sort(([, a], [, b]) => b - a);
    return { process, bytes };
  }

  private sample(): void {
    for (const pid of this.family()) {
      const status = read(`/proc/${pid}/status`);
      const peak = /VmHWM:\s+(\d+) kB/.exec(status)?.[1];
      const command = read(`/proc/${pid}/cmdline`).split('\0');
      // Servers that a command starts are not ours.
      if (peak === undefined || !command[0].endsWith('node')) continue;
      const name = command.slice(1, 3).join(' ').replace(/^.*\//, '');
      this.peaks.set(name, Math.max(this.peaks.get(name) ?? 0, Number(peak) * 1024));
    }
  }

  private family(): Set<number> {
    const parents = readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map((name) => {
        const stat = read(`/proc/${name}/stat`);
        return [Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])] as const;
      });
    const found = new Set([this.root]);
    // A child's number is mostly above its parent's; where not, the next sample finds it.
    for (const [pid, parent] of parents.sort(([a], [b]) => a - b)) if (found.has(parent)) found.add(pid);
    return found;
  }
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

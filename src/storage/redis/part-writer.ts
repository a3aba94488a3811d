import type { ReportProgress } from '../../core/index.js';
import type { HashWriter } from './hash-writer.js';
import { draftKey } from './snapshot-keys.js';
import type { PartContents, PartTable } from './snapshot-part.js';
import type { NewSnapshot } from './snapshot.js';

/** Writes a snapshot's parts, piece by piece, counts their fields, and says how far it is. */
export class PartWriter<Parts extends PartTable> {
  private readonly counts: Map<string, number>;
  /** Parts whose progress was not yet said since fields of theirs were sent. */
  private readonly unsaid = new Set<string>();

  constructor(
    private readonly hashes: HashWriter,
    private readonly parts: Parts,
    private readonly snapshot: Pick<NewSnapshot<Parts>, 'manifest' | 'promised'>,
    private readonly progress: ReportProgress,
  ) {
    this.counts = new Map(Object.keys(parts).map((name) => [name, 0]));
  }

  async write(contents: PartContents<Parts>): Promise<void> {
    for (const [name, content] of Object.entries<unknown>(contents)) {
      if (content !== undefined) await this.writePart(name, content);
    }
  }

  /** Sends what was not yet sent; returns the fields of each part. */
  async end(): Promise<Record<string, number>> {
    await this.send();
    return Object.fromEntries(this.counts);
  }

  private async writePart(name: string, content: unknown): Promise<void> {
    const { manifest } = this.snapshot;
    const part = this.parts[name];
    const key = draftKey(manifest.id, part.key);
    let count = this.counts.get(name) ?? 0;
    // What comes before a step of its own is there when the step begins.
    if (count === 0 && part.step !== undefined) await this.begin(name);
    for (const [field, value] of part.encode(content, manifest)) {
      this.counts.set(name, ++count);
      if (part.step !== undefined) this.unsaid.add(name);
      if (this.hashes.add(key, field, value)) await this.send();
    }
  }

  private async begin(name: string): Promise<void> {
    await this.send();
    this.say(name);
  }

  private async send(): Promise<void> {
    await this.hashes.send();
    for (const name of this.unsaid) this.say(name);
    this.unsaid.clear();
  }

  private say(name: string): void {
    const { step } = this.parts[name];
    if (step === undefined) return;
    const total = this.snapshot.promised?.[name];
    this.progress({
      step,
      done: this.counts.get(name) ?? 0,
      unit: 'products',
      ...(total === undefined ? {} : { total }),
    });
  }
}

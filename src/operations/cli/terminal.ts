import { SingleBar } from 'cli-progress';
import type { ProgressUpdate, ReportProgress } from '../../core/index.js';

/** The part of a stream that a terminal needs; `isTTY` decides between a bar and plain lines. */
type Output = Pick<NodeJS.WriteStream, 'write' | 'isTTY'>;

/**
 * Where a command speaks: its result on stdout, all else (notes, progress) on stderr.
 * With `json`, the result is one JSON object a line.
 */
export class Terminal {
  private bar: { readonly step: string; readonly view: SingleBar } | undefined;
  private plainStep = '';

  constructor(
    readonly json: boolean,
    private readonly stdout: Output = process.stdout,
    private readonly stderr: Output = process.stderr,
    private readonly verbose = false,
  ) {}

  /** The command's answer. `text` is called only where a person reads it. */
  result(object: object, text: () => string): void {
    this.endProgress();
    this.stdout.write(this.json ? `${JSON.stringify(object)}\n` : `${text()}\n`);
  }

  /** A line for the person beside the result; never on stdout. */
  note(line: string): void {
    this.endProgress();
    this.stderr.write(`${line}\n`);
  }

  /** A note for whoever asked for all of them. */
  detail(line: string): void {
    if (this.verbose) this.note(line);
  }

  /** Shows a bar per step on a terminal, one line per step elsewhere. */
  readonly progress: ReportProgress = (update) => {
    if (this.stderr.isTTY) this.draw(update);
    else if (update.step !== this.plainStep) {
      this.plainStep = update.step;
      this.stderr.write(`${update.step}\n`);
    }
  };

  endProgress(): void {
    this.bar?.view.stop();
    this.bar = undefined;
    this.plainStep = '';
  }

  private draw({ step, done, total, unit, note = '' }: ProgressUpdate): void {
    if (this.bar?.step !== step) {
      this.bar?.view.stop();
      const format =
        total === undefined
          ? '{step}  {value} {unit}  {note}'
          : '{step}  {bar} {percentage}%  {value}/{total} {unit}  {eta_formatted} left  {note}';
      this.bar = {
        step,
        view: new SingleBar({
          format,
          barsize: 24,
          fps: 8,
          hideCursor: true,
          stream: process.stderr,
          gracefulExit: false,
        }),
      };
      this.bar.view.start(total ?? 0, done, { step, unit, note });
    } else {
      if (total !== undefined) this.bar.view.setTotal(total);
      this.bar.view.update(done, { step, unit, note });
    }
  }
}

import { AlongsideError } from '../../core/index.js';
import type { OnnxRuntime } from '../onnx/index.js';
import { AdamState, type ParameterValues } from './adam-state.js';
import { betterOf, type BestParameters } from './best-parameters.js';
import { encodeCheckpoint, restoreCheckpoint } from './checkpoint.js';
import { stepRunner, type RunSteps } from './step-runner.js';
import type { TrainerHooks, TrainingSchedule, TrainingTask } from './training-task.js';

/**
 * Trains by steps of Adam inside ONNX graphs. Ends after `schedule.steps`, or earlier where `hooks.validate` has not found
 * better parameters for `schedule.patience` validations; the best validated parameters make the result.
 *
 * Deterministic: the same task gives the same bytes, for every number of threads, and also when resumed from a checkpoint.
 *
 * @throws `training-diverged` where loss or parameters cease to be finite; the batch goes to `hooks.keepBatch`
 * @throws the reason of `hooks.signal`, a checkpoint being written first
 */
export async function train<Model>(
  runtime: OnnxRuntime,
  task: TrainingTask<Model>,
  schedule: TrainingSchedule,
  hooks: TrainerHooks<Model>,
): Promise<Model> {
  const state = new AdamState(task.parameters);
  const run = await stepRunner(runtime, state, task, schedule);
  const training = new Training(task, schedule, hooks, state, run);
  try {
    await training.resume();
    return task.model(await training.toTheEnd());
  } finally {
    await runtime.release(task.graph);
  }
}

/** One training under way. */
class Training<Model> {
  private step = 0;
  private loss = NaN;
  private best: BestParameters | undefined;

  constructor(
    private readonly task: TrainingTask<Model>,
    private readonly schedule: TrainingSchedule,
    private readonly hooks: TrainerHooks<Model>,
    private readonly state: AdamState,
    private readonly run: RunSteps,
  ) {}

  /** Goes on from the checkpoint, if there is one of this very training. */
  async resume(): Promise<void> {
    const { checkpoints, note } = this.hooks;
    const checkpoint = await checkpoints?.store.read();
    if (checkpoints === undefined || checkpoint === undefined) return;
    const position = restoreCheckpoint(checkpoint, checkpoints.fingerprint, this.state);
    if (position === undefined) {
      note?.('The checkpoint is of other data or settings; training from the start.');
      return;
    }
    this.step = position.step;
    this.best = position.best;
    note?.(`Training goes on from step ${this.step}.`);
  }

  /** The parameters that training ends with. */
  async toTheEnd(): Promise<ParameterValues> {
    const { task, schedule, state } = this;
    const report = this.progressReporter();
    if (task.validatesFirst && this.best === undefined) await this.validate();
    while (this.step < schedule.steps && !this.isPatienceOver()) {
      await this.stopWhereAsked();
      await this.advance(Math.min(task.stepsPerRun, this.stepsToNextStop()));
      report();
      if (this.isDue(schedule.validateEvery)) await this.validate();
      if (this.isDue(this.checkpointEvery)) await this.writeCheckpoint();
    }
    await this.checkParameters();
    return this.best?.parameters ?? state.parameters();
  }

  private async stopWhereAsked(): Promise<void> {
    const { signal } = this.hooks;
    if (signal?.aborted === true) await this.writeCheckpoint();
    signal?.throwIfAborted();
  }

  private get checkpointEvery(): number {
    return this.hooks.checkpoints?.every ?? 0;
  }

  private isPatienceOver(): boolean {
    return this.best !== undefined && this.best.since >= this.schedule.patience;
  }

  private isDue(every: number): boolean {
    return every > 0 && (this.step % every === 0 || this.step === this.schedule.steps);
  }

  /** How many steps may be made before something is due. */
  private stepsToNextStop(): number {
    const left = (every: number): number => (every > 0 ? every - (this.step % every) : Infinity);
    return Math.min(this.schedule.steps - this.step, left(this.schedule.validateEvery), left(this.checkpointEvery));
  }

  private async advance(count: number): Promise<void> {
    const losses = await this.run(this.step, count);
    const failed = losses.findIndex((loss) => !Number.isFinite(loss));
    if (failed >= 0) await this.diverged(this.step + failed, losses[failed]);
    this.step += count;
    this.loss = losses[count - 1];
  }

  private progressReporter(): () => void {
    const { clock, progress } = this.hooks;
    const from = this.step;
    const started = clock?.() ?? 0;
    return () => {
      const { step, loss } = this;
      const { steps } = this.schedule;
      const elapsed = clock === undefined ? undefined : (clock() - started) / 1000;
      progress?.({
        step,
        steps,
        loss,
        ...(elapsed !== undefined && { secondsLeft: (elapsed / (step - from)) * (steps - step) }),
      });
    };
  }

  private async validate(): Promise<void> {
    if (this.hooks.validate === undefined) return;
    await this.checkParameters();
    const parameters = this.state.parameters();
    const value = await this.hooks.validate(this.task.model(parameters), this.step);
    this.best = betterOf(this.best, value, this.step, parameters);
  }

  private async checkParameters(): Promise<void> {
    if (!this.state.isFinite()) await this.diverged(this.step - 1, this.loss);
  }

  private async diverged(step: number, loss: number): Promise<never> {
    const { task, hooks, schedule } = this;
    const batch = task.batches.of(Math.max(0, step)).slice();
    const details = await hooks.keepBatch?.({ step, loss, batch });
    const advice = details === undefined ? 'Train' : 'Look at the batch that was kept, or train';
    throw new AlongsideError(
      'training-diverged',
      `Training stopped at step ${step + 1}: its numbers are no longer finite (loss ${loss}). ${advice} with a lower learning rate than ${schedule.learningRate}.`,
      { step, loss: String(loss), ...details },
    );
  }

  private async writeCheckpoint(): Promise<void> {
    const { hooks, step, best, state } = this;
    if (hooks.checkpoints === undefined) return;
    const { store, fingerprint } = hooks.checkpoints;
    await store.write(encodeCheckpoint(fingerprint, { step, best }, state));
  }
}

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { AlongsideError, messageOf, packageRoot } from '../../core/index.js';
import type { LayerKind, TrainingDepth } from './layer-kind.js';

const portSchema = z.object({
  name: z.string(),
  type: z.enum(['float32', 'uint8', 'int32', 'int64', 'bool']),
  shape: z.array(z.union([z.number(), z.string()])).readonly(),
});

const manifestSchema = z.object({
  /** What wrote the files. */
  command: z.string(),
  opset: z.number(),
  models: z.record(
    z.string(),
    z.object({
      file: z.string(),
      sha256: z.string(),
      computes: z.string(),
      inputs: z.array(portSchema).readonly(),
      outputs: z.array(portSchema).readonly(),
    }),
  ),
});

/** `onnx-models/manifest.json`: what each graph file computes, its borders and its hash. */
export type OnnxManifest = Readonly<z.infer<typeof manifestSchema>>;
export type OnnxModelEntry = Readonly<OnnxManifest['models'][string]>;

/** The graphs in `onnx-models/`. */
export type OnnxModelName =
  | 'lightgcn'
  | 'gcn'
  | 'attention'
  | 'affinity'
  | 'affinity-odds'
  | 'matmul'
  | 'sequence'
  | 'train-sequence'
  | `train-${LayerKind}-${TrainingDepth}${'' | '-loop'}`;

/** A graph file whose bytes are those that the manifest promises. */
export interface VerifiedOnnxModel {
  readonly entry: OnnxModelEntry;
  readonly bytes: Uint8Array;
}

const remedy = 'Restore the folder from the package, or write it again with "npm run build:models".';

/** Reads graph files and refuses any that differs from the manifest. */
export class OnnxLibrary {
  private readonly manifest: OnnxManifest;

  constructor(private readonly folder = join(packageRoot, 'onnx-models')) {
    const text = this.read('manifest.json').toString('utf8');
    try {
      this.manifest = manifestSchema.parse(JSON.parse(text));
    } catch (cause) {
      throw new AlongsideError(
        'onnx-manifest-invalid',
        `onnx-models/manifest.json cannot be read (${messageOf(cause)}). ${remedy}`,
        {},
        { cause },
      );
    }
  }

  /** What the manifest says about `name`; throws `onnx-model-missing` where it says nothing. */
  entry(name: OnnxModelName): OnnxModelEntry {
    if (!Object.hasOwn(this.manifest.models, name)) {
      throw new AlongsideError('onnx-model-missing', `onnx-models/manifest.json has no model "${name}". ${remedy}`, {
        model: name,
      });
    }
    return this.manifest.models[name];
  }

  /** The verified file of `name`; throws `onnx-model-missing` or `onnx-model-corrupt`. */
  load(name: OnnxModelName): VerifiedOnnxModel {
    const entry = this.entry(name);
    const bytes = this.read(entry.file);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    if (sha256 !== entry.sha256) {
      throw new AlongsideError(
        'onnx-model-corrupt',
        `onnx-models/${entry.file} is not the file that the manifest lists (SHA-256 ${sha256}, expected ${entry.sha256}). ${remedy}`,
        { file: entry.file, sha256, expected: entry.sha256 },
      );
    }
    return { entry, bytes };
  }

  private read(file: string): Buffer {
    try {
      return readFileSync(join(this.folder, file));
    } catch (cause) {
      throw new AlongsideError(
        'onnx-model-missing',
        `onnx-models/${file} cannot be read (${messageOf(cause)}). ${remedy}`,
        { file },
        { cause },
      );
    }
  }
}

import { final, retryable } from './error-kind.js';

/** Of ONNX Runtime and the graphs that it runs, of training, and of the models that training leaves. */
export const learningErrors = {
  'onnx-manifest-invalid': final('The manifest of onnx-models cannot be read.'),
  'onnx-model-missing': final('A graph file is not in onnx-models, or not in its manifest.'),
  'onnx-model-corrupt': final('A graph file is not the one that the manifest lists.'),
  'onnx-model-mismatch': final('A graph has other inputs or outputs than the manifest says.'),
  'cuda-unavailable': final('CUDA was asked for and cannot be used.'),

  'encoder-config-invalid': final('An encoder is configured in a way that no graph serves.'),
  'encoder-input-mismatch': final("Features and adjacency do not have the encoder's shapes."),
  'encoder-kernels-mismatch': final('The kernels are those of another encoder.'),
  'sequence-config-invalid': final('A sequence model is configured in a way that no graph serves.'),
  'als-regularisation-invalid': final('ALS is asked for with a regularisation that is not positive.'),
  'spectral-rank-invalid': final('A number of eigenvectors is asked for that cannot be.'),
  'spectral-basis-mismatch': final('The eigenvectors are those of other interactions.'),
  'minilm-unreadable': final('The files of the text model cannot be opened.'),
  'title-vectors-missing': final('The network reads what titles mean, and the catalogue does not say it.'),

  'training-config-invalid': final('A network is to be trained with settings that do not fit each other.'),
  'training-data-mismatch': final('The parts of the training data are of different catalogues.'),
  'training-diverged': final("The training's numbers are no longer finite."),
  'checkpoint-invalid': final("The training's checkpoint is damaged; the error names its file."),
  'checkpoint-key-invalid': final('A text is to name a checkpoint and cannot.'),

  'no-model': final('Training is to go on with a model, and none was trained.'),
  'model-missing': final('There is no model with this id.'),
  'model-corrupt': final('A file of a stored model is damaged or missing.'),
  'model-outdated': final('A stored model was written by a version that this one does not read.'),
  'model-changed': retryable('Another model came into use while lists were made with the one before.'),
  'model-not-plain': final('A model to be stored holds more than plain data and typed arrays.'),

  'ranking-thread-stopped': retryable('A thread that ranks products ended, most likely for want of memory.'),
};

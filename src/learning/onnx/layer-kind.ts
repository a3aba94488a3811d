/** The layers to choose from; each is an ONNX graph of the same name. */
export type LayerKind = 'gcn' | 'lightgcn' | 'attention';

/** The depths that training graphs are shipped for. */
export const TRAINING_DEPTHS = [0, 1, 2, 3, 4] as const;

export type TrainingDepth = (typeof TRAINING_DEPTHS)[number];

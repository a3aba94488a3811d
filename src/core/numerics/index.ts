/** Numbers in, numbers out: sparse rows, the best of many, inner products, unit rows, discounted gains, factorisations, intervals. */
export { bestFirst } from './best-first.js';
export { choleskyFactor, invertFactored, solveByElimination, solveFactored } from './dense-solve.js';
export { csrFromEdges, entryCount, rowLength, transpose, type Csr } from './csr.js';
export { discount, discountedGain, idealGain, ndcg } from './discounted-gain.js';
export { addScaled, innerProduct, innerProducts, orderedInnerProduct } from './inner-product.js';
export { newtonStep } from './newton-step.js';
export { placeInRow } from './place-in-row.js';
export { sparseProduct } from './sparse-product.js';
export { sweep, type MatrixProduct } from './sweep.js';
export { symmetricEigen, type SymmetricEigen } from './symmetric-eigen.js';
export { TopK, byFallingValue } from './top-k.js';
export { divideByLength, euclideanLength, inverseLength, normaliseRows, scaleToUnit, unitRows } from './unit-rows.js';
export { NORMAL_975, wilsonInterval } from './wilson-interval.js';

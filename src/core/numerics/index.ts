/** Numbers in, numbers out: sparse rows, the best of many, inner products, factorisations, intervals. */
export { choleskyFactor, invertFactored, solveFactored } from './cholesky.js';
export { csrFromEdges, entryCount, rowLength, transpose, type Csr } from './csr.js';
export { innerProduct } from './inner-product.js';
export { innerProducts } from './inner-products.js';
export { sweep, type MatrixProduct } from './inverse.js';
export { newtonStep } from './newton-step.js';
export { inverseLength, normaliseRows } from './rows.js';
export { sparseProduct } from './sparse-product.js';
export { keepStrongest } from './strongest.js';
export { symmetricEigen, type SymmetricEigen } from './symmetric-eigen.js';
export { TopPlaces } from './top-places.js';
export { wilsonInterval } from './wilson-interval.js';

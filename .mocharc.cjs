const { availableParallelism } = require('node:os');

/** Servers that the environment names are one pair for all, so that files of tests must take turns at them. */
const shared = process.env.NEO4J_URI !== undefined || process.env.REDIS_URL !== undefined;
const jobs = shared ? 1 : Math.min(availableParallelism(), 4);

module.exports = {
  reporter: 'dist/test/support/counting-reporter.js',
  // As many files run at a time as there are cores, some with servers and processes of their own.
  timeout: 60_000,
  exit: true,
  parallel: jobs > 1,
  jobs,
};

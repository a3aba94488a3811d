#!/usr/bin/env node
import { main } from '../dist/src/operations/cli/index.js';

await main(process.argv);

import { describe, it } from 'node:test';
import { adapterContract } from 'planshift/testing';
import { tinyHarness } from '../tinyHarness.js';

const report = adapterContract(tinyHarness(), { describe, it });

process.on('exit', () => console.info(JSON.stringify(report)));

// Adds up vitest's JSON reports and prints what failed and the closing line of .ci/run. Plain JavaScript, so that any
// Node can run it.
// Exit code 1 when a report is missing or a suite executed no test.
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';

let passed = 0;
let failed = 0;
let skipped = 0;
let complete = true;
for (const file of process.argv.slice(2)) {
  const report = read(file);
  passed += report.numPassedTests;
  failed += report.numFailedTests;
  skipped += report.numPendingTests + report.numTodoTests;
  // A file that could not be loaded has no tests to fail.
  failed += report.testResults.filter(isUnloaded).length;
  for (const failure of failuresOf(report)) console.error(`failed: ${failure}`);
  if (report.numPassedTests + report.numFailedTests === 0) {
    console.error(`${file}: no test was executed`);
    complete = false;
  }
}
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
process.exitCode = complete && failed === 0 ? 0 : 1;

function isUnloaded({ status, assertionResults }) {
  return status === 'failed' && assertionResults.length === 0;
}

function failuresOf({ testResults }) {
  return testResults.flatMap((result) => {
    const file = relative('.', result.name);
    if (isUnloaded(result)) return [file];
    const tests = result.assertionResults.filter(({ status }) => status === 'failed');
    return tests.map(({ fullName }) => `${file} > ${fullName}`);
  });
}

function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    console.error(`${file}: ${error.message}`);
    return { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0, testResults: [] };
  }
}

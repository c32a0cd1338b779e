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
  failed += report.testResults.filter(
    (each) => each.status === 'failed' && each.assertionResults.length === 0,
  ).length;
  nameFailures(report);
  if (report.numPassedTests + report.numFailedTests === 0) {
    console.error(`${file}: no test was executed`);
    complete = false;
  }
}
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
process.exitCode = complete && failed === 0 ? 0 : 1;

function nameFailures({ testResults }) {
  for (const { name, status, assertionResults } of testResults) {
    if (status === 'failed' && assertionResults.length === 0) console.error(`failed: ${relative('.', name)}`);
    for (const test of assertionResults.filter((each) => each.status === 'failed'))
      console.error(`failed: ${relative('.', name)} > ${test.fullName}`);
  }
}

function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    console.error(`${file}: ${error.message}`);
    return { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0, testResults: [] };
  }
}

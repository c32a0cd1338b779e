import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import type { Result } from '../../src/core/result.ts';
import { renderHtml } from '../../src/reports/html/html.ts';

/** A headless Chromium, the one that harness/browser names. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = process.env['CHROME_PATH'];
  if (executablePath === undefined) throw new Error('CHROME_PATH is not set; run: npm run test:pages');
  // Chromium's own sandbox refuses to run as root.
  return await puppeteer.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
}

export interface View {
  width?: number;
  scheme?: 'light' | 'dark';
  /** For what a test puts into the page; the policy is tested without. */
  bypassPolicy?: boolean;
}

export interface OpenReport {
  page: Page;
  /** Everything the page asked for beside itself. */
  requests: string[];
  /** Errors and warnings of the console, among them violations of the policy. */
  complaints: string[];
}

/** The report of a result in a page of its own, opened as the file that a reader has. */
export async function openReport(browser: Browser, result: Result, view: View = {}): Promise<OpenReport> {
  const { width = 1280, scheme = 'light', bypassPolicy = false } = view;
  const page = await browser.newPage();
  await page.setViewport({ width, height: 900 });
  await page.setBypassCSP(bypassPolicy);
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
  const folder = mkdtempSync(join(tmpdir(), 'pod-start-slo-page-'));
  const file = join(folder, 'report.html');
  writeFileSync(file, renderHtml(result));
  const url = pathToFileURL(file).href;
  const requests: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => request.url() === url || requests.push(request.url()));
  page.on('console', (message) => complaints.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.goto(url, { waitUntil: 'load' });
  rmSync(folder, { recursive: true });
  return { page, requests, complaints };
}

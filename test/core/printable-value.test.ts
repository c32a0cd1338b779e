import { expect, it } from 'vitest';
import { printableUrl, printableValue } from '../../src/core/printable-value.ts';

it.each([
  ['http://a:9093', 'http://a:9093'],
  ['http://a/', 'http://a/'],
  ['https://a/alerts/x', 'https://a/alerts/x'],
  ['http://user:secret@a/x', 'http://a/x'],
  ['http://secret@a', 'http://a'],
  ['http://a/x?token=secret', 'http://a/x?…'],
  ['http://a/x?token=secret#secret', 'http://a/x?…'],
  ['http://[::1]:80/x', 'http://[::1]/x'],
  ['//user:secret@a?secret', '…'],
])('of the address %s it shows %s', (url, shown) => {
  expect(printableUrl(url)).toBe(shown);
});

it.each(['http://user:secret@a', 'http://secret@a/x', 'htp://a/?token=secret', 'password: secret'])(
  'a value that may hold a secret is not shown: %s',
  (value) => {
    expect(printableValue(value)).toBeNull();
  },
);

it.each(['http://a/x', 'ghcr.io/a/b@sha256:12', 'mail@example.com', 'https://ghcr.io/a@b'])(
  'a value without one is: %s',
  (value) => {
    expect(printableValue(value)).toBe(value);
  },
);

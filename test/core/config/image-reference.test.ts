import { expect, it } from 'vitest';
import { imageReferenceProblem, shortImageName } from '../../../src/core/config/image-reference.ts';

const digest = `sha256:${'0123456789abcdef'.repeat(4)}`;

it.each([
  'nginx',
  'nginx:1.29-alpine',
  'library/nginx',
  'docker.io/bloomberg/goldpinger:v3.0.0',
  'localhost/app',
  'localhost:5000/app:latest',
  '127.0.0.1:5000/a/b/c',
  '[::1]:5000/app',
  'Registry.Example.com/app',
  'pod-start-slo.local/agnhost:v1.37.2',
  'a__b/c.d/e-f--g',
  `app@${digest}`,
  `app@sha512:${'0'.repeat(128)}`,
  `example.com/app:1@${digest}`,
  `app:${'t'.repeat(128)}`,
])('%s may be an image', (image) => {
  expect(imageReferenceProblem(image)).toBeNull();
});

it.each([
  ['', 'not the name of an image'],
  ['https://docker.io/nginx', 'has no scheme'],
  ['docker://nginx', 'has no scheme'],
  ['nginx latest', 'holds no white space'],
  ['App', 'is in lower case'],
  ['docker.io/Bloomberg/goldpinger:v3', 'is in lower case'],
  ['nginx:', 'not the name of an image'],
  [':latest', 'not the name of an image'],
  ['nginx::1', 'not the name of an image'],
  ['nginx:1:2', 'not the name of an image'],
  ['nginx:-1', 'not the name of an image'],
  [`nginx:${'t'.repeat(129)}`, 'not the name of an image'],
  ['nginx@sha256:abc', 'not the name of an image'],
  [`nginx@sha256:${'A'.repeat(64)}`, 'not the name of an image'],
  ['0123456789abcdef'.repeat(4), 'the ID of an image'],
  ['nginx@latest', 'not the name of an image'],
  ['a//b', 'not the name of an image'],
  ['/a', 'not the name of an image'],
  ['a/', 'not the name of an image'],
  ['a..b', 'not the name of an image'],
  ['a___b', 'not the name of an image'],
  ['-a', 'not the name of an image'],
  ['${IMAGE}', 'not the name of an image'],
  ['a'.repeat(256), 'at most 255 characters'],
  ['a'.repeat(100_000), 'at most 255 characters'],
])('%s is refused', (image, reason) => {
  expect(imageReferenceProblem(image)).toContain(reason);
});

it('answers at once for texts made to be slow', () => {
  for (const text of ['a-'.repeat(299), 'a.'.repeat(299), `${'a/'.repeat(299)}!`, `${'0'.repeat(598)}!`])
    expect(imageReferenceProblem(text)).not.toBeNull();
});

it('has a short name without registry, tag and digest', () => {
  expect(shortImageName(`localhost:5000/team/app:1@${digest}`)).toBe('app');
});

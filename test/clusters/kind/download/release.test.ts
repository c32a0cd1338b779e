import { describe, expect, it } from 'vitest';
import { kindChecksums } from '../../../../src/clusters/kind/download/checksums.ts';
import { standard } from '../../../../src/core/options/table.ts';
import { kindReleaseOf, type KindReleaseRequest } from '../../../../src/clusters/kind/download/release.ts';

const usual: KindReleaseRequest = {
  ...{ version: standard.kindVersion, sha256: null, baseUrl: null, platform: 'linux', arch: 'x64' },
};
const problemsOf = (request: Partial<KindReleaseRequest>): unknown => {
  try {
    return kindReleaseOf({ ...usual, ...request });
  } catch (error) {
    return error;
  }
};

describe('the release that is downloaded', () => {
  it('is the one kind publishes, with the pinned checksum', () => {
    expect(kindReleaseOf(usual)).toEqual({
      version: 'v0.33.0',
      url: 'https://github.com/kubernetes-sigs/kind/releases/download/v0.33.0/kind-linux-amd64',
      expected: {
        sha256: 'aee6151561422756b764a4ae28e7f44cda5af5a9eead3cc9985112b1de8d8e0d',
        source: 'the checksums pinned in this action',
      },
    });
  });

  it.each([
    ['linux', 'arm64', 'kind-linux-arm64'],
    ['darwin', 'x64', 'kind-darwin-amd64'],
    ['darwin', 'arm64', 'kind-darwin-arm64'],
  ])('on %s %s is %s', (platform, arch, name) => {
    expect(kindReleaseOf({ ...usual, platform, arch }).url).toMatch(new RegExp(`/${name}$`));
  });

  it('is refused on a machine that kind has nothing for', () => {
    expect(problemsOf({ platform: 'win32' })).toMatchObject({ code: 'cluster' });
  });

  it.each([
    ['kind-version', { version: '../../evil' }],
    ['kind-version', { version: 'latest' }],
    ['cluster.kindSha256', { sha256: 'abc' }],
    ['address of the releases of kind', { baseUrl: 'file:///tmp' }],
    ['address of the releases of kind', { baseUrl: 'nonsense' }],
  ])('is refused with a wrong %s', (field, request) => {
    expect(problemsOf(request)).toMatchObject({ code: 'usage', facts: { problems: [{ field }] } });
  });
});

describe('the pinned checksums', () => {
  it('name a public source each, and are those of four different files', () => {
    for (const { sources, sha256 } of Object.values(kindChecksums)) {
      expect(sources.length).toBeGreaterThan(0);
      expect(Object.keys(sha256)).toEqual(['darwin-amd64', 'darwin-arm64', 'linux-amd64', 'linux-arm64']);
      for (const each of Object.values(sha256)) expect(each).toMatch(/^[0-9a-f]{64}$/);
    }
    const all = Object.values(kindChecksums).flatMap(({ sha256 }) => Object.values(sha256));
    expect(new Set(all).size).toBe(all.length);
  });

  it('have two sources at least for the version that is taken by default', () => {
    expect(kindChecksums[standard.kindVersion]?.sources.length).toBeGreaterThan(1);
  });
});

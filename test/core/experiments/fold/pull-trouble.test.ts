import { describe, expect, it } from 'vitest';
import { pullTrouble } from '../../../../src/core/experiments/fold/pull-trouble.ts';

const failed = (why: string): string =>
  `failed to pull and unpack image "registry.example.com/app:1": ${why}`;

/** As containerd and registries say it. */
describe('what hinders a pull, in own words', () => {
  it.each([
    [
      'unexpected status from HEAD request to https://r/v2/app/manifests/1: 429 Too Many Requests',
      'throttles',
    ],
    ['toomanyrequests: You have reached your unauthenticated pull rate limit', 'throttles'],
    ['no match for platform in manifest: not found', 'architecture'],
    [
      'failed commit on ref "layer-sha256:ab": unexpected commit digest sha256:1, expected sha256:2: failed precondition',
      'digest',
    ],
    [
      'pull access denied, repository does not exist or may require authorization: authorization failed: no basic auth credentials',
      'pull secret',
    ],
    ['failed to authorize: failed to fetch anonymous token: 401 Unauthorized', 'pull secret'],
    [
      'failed to do request: Head "https://r/v2/": tls: failed to verify certificate: x509: certificate signed by unknown authority',
      'trust',
    ],
    [
      'failed to resolve reference "registry.example.com/app:1": registry.example.com/app:1: not found',
      'no such image',
    ],
    [
      'failed to do request: Head "https://r/v2/": dial tcp 10.0.0.9:443: connect: connection refused',
      'reach',
    ],
    ['failed to do request: Head "https://r/v2/": dial tcp: lookup r: no such host', 'reach'],
    [
      'unexpected status from HEAD request to https://r/v2/app/manifests/1: 503 Service Unavailable',
      'the registry fails',
    ],
  ])('%s', (why, word) => {
    for (const reason of ['ErrImagePull', 'ImagePullBackOff'])
      expect(pullTrouble(reason, failed(why))).toContain(word);
  });

  it('is not guessed from the name of the image, nor told of anything else', () => {
    expect(pullTrouble('ErrImagePull', 'Back-off pulling image "not-found/429:denied"')).toBeNull();
    const named =
      'failed to pull image "r/denied:429": r/denied:429: dial tcp 10.0.0.9:443: connect: connection refused';
    expect(pullTrouble('ErrImagePull', named)).toContain('reach');
    expect(pullTrouble('CrashLoopBackOff', failed('429 Too Many Requests'))).toBeNull();
    expect(pullTrouble('ErrImagePull', null)).toBeNull();
  });
});

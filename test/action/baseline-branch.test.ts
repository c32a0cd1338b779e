import { expect, test } from 'vitest';
import { environment } from '../cluster/support/environment.ts';
import { makeRepository, minutes, type Repository } from './support/act.ts';
import { loadAs } from './support/images.ts';

const { kubeconfig, slowStartImage } = environment();

const slowerImage = 'registry.example.com/slow-start:slower';

/**
 * What a repository would have on both events; the image is what a change changes. Two results are judged from twenty
 * starts each on. Other tests use the machine, so only what takes nearly twice as long counts as slower.
 */
const workflow = (image: string): string => `on: [push, pull_request]
jobs:
  slo:
    runs-on: ubuntu-latest
    steps:
      - uses: org/pod-start-slo@v1
        with:
          cluster: existing
          kubeconfig: ${kubeconfig}
          image: ${image}
          name: app
          image-pull-policy: IfNotPresent
          port: 8080
          options: '{ defaults: { warmup: 0, probe: { via: node-port } } }'
          baseline: branch
          max-regression: 80%
`;

const repositoryEvent = { repository: { full_name: 'org/app', default_branch: 'main' } };

const run = (repository: Repository, file: string, event: string) =>
  repository.act(`${repository.folder}/${file}`, { event, payload: repositoryEvent, timeoutMs: 4 * minutes });

test(
  'a pull request is compared with what the default branch has stored',
  { timeout: 12 * minutes },
  async () => {
    await loadAs(slowerImage, 'ENV SLOW_START_LISTEN_AFTER=4s');
    using repository = await makeRepository({
      'fast.yml': workflow(slowStartImage),
      'slow.yml': workflow(slowerImage),
    });
    const first = await run(repository, 'fast.yml', 'push');
    expect(first.code, first.stdout).toBe(0);
    expect(first.stdout).toContain('baseline: nothing to compare with: no earlier run has stored a result');
    expect(first.stdout).toContain('baseline: stored for branch main');

    const [same, slower] = await Promise.all([
      run(repository, 'fast.yml', 'pull_request'),
      run(repository, 'slow.yml', 'pull_request'),
    ]);
    expect(same.code, same.stdout).toBe(0);
    expect(same.stdout).toMatch(/no regression: .*(slower|faster|as fast)/);
    expect(same.stdout).toContain('Trend of');
    expect(same.stdout).not.toContain('baseline: stored');
    expect(slower.code, slower.stdout).toBe(1);
    expect(slower.stdout).toMatch(/regression: .*slower/);
  },
);

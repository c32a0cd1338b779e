import type { CommandOptions } from '../../programs/command.ts';
import type { Download } from '../../provider.ts';
import type { KindSettings } from '../settings.ts';
import { obtainKind } from './download.ts';
import { kindReleasesVariable, releaseProblems, type KindReleaseRequest } from './release.ts';

/** kind as a host downloads it that has none. */
export const kindDownload: Download<KindSettings> = {
  keys: ['kindVersion', 'kindSha256'],
  problems: (settings, env) => releaseProblems(requestOf(settings, env)),
  obtain: (settings, deps, signal) => obtainKind({ ...requestOf(settings, deps.env), ...deps, signal }),
};

function requestOf({ release }: KindSettings, env: CommandOptions['env']): KindReleaseRequest {
  const { platform, arch } = process;
  return { ...release, baseUrl: env[kindReleasesVariable] ?? null, platform, arch };
}

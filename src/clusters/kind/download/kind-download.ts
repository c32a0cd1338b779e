import type { Problem } from '../../../core/errors.ts';
import type { CommandOptions } from '../../programs/command.ts';
import type { Download } from '../../provider.ts';
import { nodeImageOf } from '../node-images.ts';
import type { KindSettings } from '../settings.ts';
import { obtainKind } from './download.ts';
import { kindReleasesVariable, releaseProblems, withV, type KindReleaseRequest } from './release.ts';

/** kind as a host downloads it that has none. */
export const kindDownload: Download<KindSettings> = {
  keys: ['kindVersion', 'kindSha256'],
  problems: (settings, env) => [...releaseProblems(requestOf(settings, env)), ...versionProblems(settings)],
  obtain: (settings, deps, signal) => obtainKind({ ...requestOf(settings, deps.env), ...deps, signal }),
};

/** Known before anything is downloaded. */
function versionProblems({ release, nodeImage, kubernetesVersion }: KindSettings): Problem[] {
  if (kubernetesVersion === null || nodeImage !== null) return [];
  const found = nodeImageOf(withV(release.version), kubernetesVersion);
  return 'image' in found ? [] : [found];
}

function requestOf({ release }: KindSettings, env: CommandOptions['env']): KindReleaseRequest {
  const { platform, arch } = process;
  return { ...release, baseUrl: env[kindReleasesVariable] ?? null, platform, arch };
}

import { PodStartSloError, usageError, type Problem } from '../../../core/errors.ts';
import { kindChecksums } from './checksums.ts';

/** Where the releases of kind are published. */
export const kindReleases = 'https://github.com/kubernetes-sigs/kind/releases/download';

/** Environment variable with the address of a mirror of kind's releases; the checksums hold for it too. */
export const kindReleasesVariable = 'POD_START_SLO_KIND_RELEASES';

export interface KindReleaseRequest {
  /** `v0.33.0`, or `0.33.0`. */
  version: string;
  /** SHA-256 that the file must have; null is the pinned one, or that of the release. */
  sha256: string | null;
  /** Where releases are; null is where kind publishes them. */
  baseUrl: string | null;
  /** As in process.platform and process.arch. */
  platform: string;
  arch: string;
}

/** One file of one release of kind. */
export interface KindRelease {
  /** With the leading v. */
  version: string;
  url: string;
  /** What it must be, where that is known without asking the host that has the file; null otherwise. */
  expected: Expected | null;
}

export interface Expected {
  sha256: string;
  /** Who says so, for people to read. */
  source: string;
}

const systems: Readonly<Record<string, string>> = { linux: 'linux', darwin: 'darwin' };
const architectures: Readonly<Record<string, string>> = { x64: 'amd64', arm64: 'arm64' };

/** @throws PodStartSloError usage where an input is wrong, cluster where kind has nothing for this machine */
export function kindReleaseOf(request: KindReleaseRequest): KindRelease {
  const problems = releaseProblems(request);
  if (problems.length > 0) throw usageError(problems);
  const version = withV(request.version);
  const platform = platformOf(request);
  const base = (request.baseUrl ?? kindReleases).replace(/\/+$/, '');
  return {
    version,
    url: `${base}/${version}/kind-${platform}`,
    expected: expectedOf(request.sha256, version, platform),
  };
}

/** As kind's tags are written. */
export function withV(version: string): string {
  return `v${version.replace(/^v/, '')}`;
}

/** What is wrong with the inputs of a release. */
export function releaseProblems({ version, sha256, baseUrl }: KindReleaseRequest): Problem[] {
  const problems: Problem[] = [];
  if (!/^v?\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/.test(version))
    problems.push({
      field: 'kind-version',
      value: version,
      message: 'must be a version of kind such as v0.33.0',
    });
  if (sha256 !== null && !/^[0-9a-f]{64}$/i.test(sha256))
    problems.push({ field: 'cluster.kindSha256', value: sha256, message: 'must be 64 hexadecimal digits' });
  if (baseUrl !== null && !isHttp(baseUrl))
    problems.push({
      field: 'address of the releases of kind',
      value: baseUrl,
      message: 'must begin with https:// or http://',
    });
  return problems;
}

function isHttp(url: string): boolean {
  return URL.canParse(url) && ['https:', 'http:'].includes(new URL(url).protocol);
}

function platformOf({ platform, arch }: KindReleaseRequest): string {
  const [system, architecture] = [systems[platform], architectures[arch]];
  if (system !== undefined && architecture !== undefined) return `${system}-${architecture}`;
  const hint = 'run the job on Linux or macOS, or use --cluster existing';
  throw new PodStartSloError('cluster', `there is no kind for ${platform} on ${arch}`, { hint });
}

function expectedOf(given: string | null, version: string, platform: string): Expected | null {
  if (given !== null) return { sha256: given.toLowerCase(), source: 'cluster.kindSha256' };
  const sha256 = kindChecksums[version]?.sha256[platform];
  return sha256 === undefined ? null : { sha256, source: 'the checksums pinned in this action' };
}

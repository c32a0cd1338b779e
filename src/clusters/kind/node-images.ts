import type { Problem } from '../../core/errors.ts';

/**
 * The node images that the release notes of kind name, newest first. A digest belongs to the pair of kind and Kubernetes:
 * kind changes the format of the image. From kubernetes-sigs/cluster-api, test/infrastructure/kind/mapper.go @ 0f670b797a73;
 * those of v0.33.0 also from polarsquad/krops#112.
 */
const published: Readonly<Record<string, readonly string[]>> = {
  'v0.33.0': [
    'v1.37.0@sha256:a1ed56cfb0e7b93589bdf97c8cd566405a265939e3620fc4f5de89adff580ae5',
    'v1.36.4@sha256:099e049362a1526b2db71494e1947aae99bd16290d7c895f2b7ea312e3cbfaed',
    'v1.35.8@sha256:07b2536e30b803ed61d1677a79df6115f798ce64c80f9e22f6ed45afd09323c0',
    'v1.34.11@sha256:44e222ee2132dab25ff87301682f89eb82c7880ea3a1bf543bfe9708fd08d67d',
  ],
  'v0.32.0': [
    'v1.36.1@sha256:3489c7674813ba5d8b1a9977baea8a6e553784dab7b84759d1014dbd78f7ebd5',
    'v1.35.5@sha256:ce977ae6d65918d0b58a5f8b5e940429c2ce42fa3a5619ec2bbc60b949c0ac95',
    'v1.34.8@sha256:02722c2dedddcfc00febf5d27fbeb9b7b2c14294c82109ff4a85d89ac9ba3256',
    'v1.33.12@sha256:3f5c8443c620245e4d355cfe09e96a91ead32ceaa569d3f1ca9edf0cb2fe2ff4',
  ],
  'v0.31.0': [
    'v1.35.0@sha256:452d707d4862f52530247495d180205e029056831160e22870e37e3f6c1ac31f',
    'v1.34.3@sha256:08497ee19eace7b4b5348db5c6a1591d7752b164530a36f855cb0f2bdcbadd48',
    'v1.33.7@sha256:d26ef333bdb2cbe9862a0f7c3803ecc7b4303d8cea8e814b481b09949d353040',
    'v1.32.11@sha256:5fc52d52a7b9574015299724bd68f183702956aa4a2116ae75a63cb574b35af8',
    'v1.31.14@sha256:6f86cf509dbb42767b6e79debc3f2c32e4ee01386f0489b3b2be24b0a55aac2b',
  ],
  'v0.30.0': [
    'v1.34.0@sha256:7416a61b42b1662ca6ca89f02028ac133a309a2a30ba309614e8ec94d976dc5a',
    'v1.33.4@sha256:25a6018e48dfcaee478f4a59af81157a437f15e6e140bf103f85a2e7cd0cbbf2',
    'v1.32.8@sha256:abd489f042d2b644e2d033f5c2d900bc707798d075e8186cb65e3f1367a9d5a1',
    'v1.31.12@sha256:0f5cc49c5e73c0c2bb6e2df56e7df189240d83cf94edfa30946482eb08ec57d2',
  ],
  'v0.29.0': [
    'v1.33.1@sha256:050072256b9a903bd914c0b2866828150cb229cea0efe5892e2b644d5dd3b34f',
    'v1.32.5@sha256:e3b2327e3a5ab8c76f5ece68936e4cafaa82edf58486b769727ab0b3b97a5b0d',
    'v1.31.9@sha256:b94a3a6c06198d17f59cca8c6f486236fa05e2fb359cbd75dabbfc348a10b211',
    'v1.30.13@sha256:397209b3d947d154f6641f2d0ce8d473732bd91c87d9575ade99049aa33cd648',
  ],
};

/** Kubernetes versions that a release of kind has images for, such as `1.37.0`; empty where that is not known. */
export function kubernetesVersionsOf(kindVersion: string): string[] {
  return (published[kindVersion] ?? []).map((image) => image.slice(1, image.indexOf('@')));
}

/**
 * The node image of a release of kind for a version of Kubernetes: `1.37`, `v1.37`, `1.37.0`. A problem where there is none.
 * @param kindVersion with the leading v
 */
export function nodeImageOf(kindVersion: string, kubernetesVersion: string): { image: string } | Problem {
  const wanted = kubernetesVersion.replace(/^v/, '');
  const versions = kubernetesVersionsOf(kindVersion);
  const at = versions.findIndex((version) => version === wanted || version.startsWith(`${wanted}.`));
  const found = published[kindVersion]?.[at];
  if (found !== undefined && /^1\.\d+(\.\d+)?$/.test(wanted)) return { image: `kindest/node:${found}` };
  const named = { field: '--kubernetes-version', value: kubernetesVersion };
  if (versions.length === 0)
    return {
      ...named,
      message: `the node images of kind ${kindVersion} are unknown`,
      fix: 'name the image from the release notes of that kind with --node-image or in --kind-config, or use a newer kind',
    };
  return {
    ...named,
    message: `kind ${kindVersion} has no node image for this version of Kubernetes`,
    fix: `use ${versions.join(', ')} or a minor version of these; or name an image with --node-image`,
  };
}

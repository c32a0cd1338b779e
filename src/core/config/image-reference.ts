/**
 * The grammar of image references (https://github.com/distribution/reference/blob/main/reference.go), to tell an
 * obviously wrong one before a cluster is touched. Whether the image exists, only its registry knows.
 */
const host = String.raw`(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*|\[[a-fA-F0-9:]+\])(?::\d+)?`;
const part = '[a-z0-9]+(?:(?:[.]|_|__|-+)[a-z0-9]+)*';
const name = `(?:${host}/)?${part}(?:/${part})*`;
const tag = String.raw`:[\w][\w.-]{0,127}`;
const digest = '@(?:sha256:[0-9a-f]{64}|sha384:[0-9a-f]{96}|sha512:[0-9a-f]{128})';
const form = new RegExp(`^(${name})(?:${tag})?(?:${digest})?$`);

const maxNameLength = 255;
const maxLength = 600;

/** What is wrong with an image reference, or null. */
export function imageReferenceProblem(image: string): string | null {
  if (image.length > maxLength) return `the name of an image is at most ${maxNameLength} characters`;
  if (/^[a-z]+:\/\//.test(image)) return 'the name of an image has no scheme such as https://';
  if (/\s/.test(image)) return 'the name of an image holds no white space';
  const match = form.exec(image);
  if (match === null) return shapeProblem(image);
  if (/^[0-9a-f]{64}$/.test(image)) return 'the ID of an image cannot be pulled; give its name';
  if ((match[1] ?? '').length > maxNameLength)
    return `the name of an image is at most ${maxNameLength} characters`;
  return null;
}

function shapeProblem(image: string): string {
  const lowered = image.replace(/^[^:@]*/, (repository) => repository.toLowerCase());
  if (form.test(lowered)) return 'the name of an image is in lower case; only its tag may hold capitals';
  return 'not the name of an image; write for instance docker.io/library/nginx:1.29';
}

/** The last part of the path without tag and digest: `goldpinger` of `docker.io/bloomberg/goldpinger:v3.0.0`. */
export function shortImageName(image: string): string {
  const last = image.replace(/@.*$/, '').split('/').at(-1) ?? image;
  return last.replace(/:.*$/, '');
}

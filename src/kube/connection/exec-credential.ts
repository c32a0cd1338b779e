import * as z from 'zod';

/** What an HTTP header can hold; anything else would break the request, and the error might repeat it. */
const token = z.string().regex(/^[\x21-\x7e]+$/);
const pem = z.string().startsWith('-----BEGIN ');

/** The status of an ExecCredential (https://kubernetes.io/docs/reference/config-api/client-authentication.v1/). */
const statusSchema = z.object({
  token: token.optional(),
  clientCertificateData: pem.optional(),
  clientKeyData: pem.optional(),
  expirationTimestamp: z.string().optional(),
});

export type Credential = z.infer<typeof statusSchema>;

/**
 * What a plugin printed, or why it is no credential. The reason holds nothing of what was printed: a plugin that prints
 * its token bare would otherwise have it in the message of the parser.
 */
export function parseCredential(output: string): Credential | { problem: string } {
  let printed: unknown;
  try {
    printed = JSON.parse(output);
  } catch {
    return { problem: output.trim() === '' ? 'nothing at all' : 'not JSON' };
  }
  const status =
    typeof printed === 'object' && printed !== null && 'status' in printed ? printed.status : null;
  if (typeof status !== 'object' || status === null) return { problem: 'it has no status' };
  const parsed = statusSchema.safeParse(status);
  if (!parsed.success) {
    const fields = [...new Set(parsed.error.issues.map(({ path }) => `status.${path.join('.')}`))];
    return { problem: `${fields.join(', ')} cannot be used` };
  }
  const { token: bearer, clientCertificateData: certificate, clientKeyData: key } = parsed.data;
  if ((certificate === undefined) !== (key === undefined))
    return { problem: 'a client certificate and its key come together' };
  return bearer === undefined && certificate === undefined
    ? { problem: 'it has neither a token nor a client certificate' }
    : parsed.data;
}

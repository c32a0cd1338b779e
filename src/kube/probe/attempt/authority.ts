/** `host:port` as in a URL: IPv6 in brackets, without the port where it is the scheme's own. */
export function authority(host: string, port: number, scheme: 'http' | 'https'): string {
  const bracketed = host.includes(':') ? `[${host}]` : host;
  return port === (scheme === 'https' ? 443 : 80) ? bracketed : `${bracketed}:${port}`;
}

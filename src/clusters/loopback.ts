/** Whether a host, as a URL has it, is this machine over its loopback interface. */
export function isLoopback(host: string): boolean {
  return /^(localhost|127(\.\d+){3}|\[::1\])$/.test(host);
}

/** Whether a server may be published by a container of this machine. */
export function isPublishedHere(host: string): boolean {
  return isLoopback(host) || host === '0.0.0.0';
}

import { readFile } from 'node:fs/promises';
import { isIPv4 } from 'node:net';
import type { Candidate } from './target.ts';

/**
 * Whether this machine has a route of its own to an IPv4 address, such as `minikube tunnel` makes, rather than the
 * default route, which leads out of the network: there another host may have the address, and may even answer.
 * Reads /proc/net/route (https://man7.org/linux/man-pages/man5/proc.5.html); false where there is none.
 */
export async function hasOwnRoute(ip: string, table?: string): Promise<boolean> {
  return (await ownRoutes(table))(ip);
}

/** Whether a path can lead anywhere from here: outside the cluster a cluster IP does only over a route of its own. */
export async function isRouted({ via, targets }: Candidate): Promise<boolean> {
  if (via !== 'cluster-ip' || targets.length === 0) return true;
  const routes = await Promise.all(targets.map(({ host }) => hasOwnRoute(host ?? '')));
  return routes.includes(true);
}

/** The same for many addresses, by the routes as they are now. */
export async function ownRoutes(table = '/proc/net/route'): Promise<(ip: string) => boolean> {
  try {
    const [, ...routes] = (await readFile(table, 'utf8')).trim().split('\n');
    return (ip) => isIPv4(ip) && routes.some((route) => leadsTo(route, numberOf(ip)));
  } catch {
    return () => false;
  }
}

/** Columns: interface, destination, gateway, flags, references, use, metric, mask … in hexadecimal, little-endian. */
function leadsTo(route: string, address: number): boolean {
  const columns = route.split(/\s+/);
  const destination = littleEndian(columns[1] ?? '');
  const mask = littleEndian(columns[7] ?? '');
  return mask !== 0 && (address & mask) >>> 0 === destination;
}

function littleEndian(hex: string): number {
  return Buffer.from(hex.padStart(8, '0'), 'hex').readUInt32LE(0);
}

function numberOf(ip: string): number {
  return ip.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
}

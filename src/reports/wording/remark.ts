import type { Role } from './style.ts';

export interface Remark {
  role: Role;
  text: string;
  /** What the cluster said about it. */
  detail?: string;
}

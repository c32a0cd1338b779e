import type { SettingName } from '../../core/config/settings.ts';
import type { ClusterKind } from '../shared/cluster-kinds.ts';

/** One flag: parsed, explained in help and in docs/reference/cli.md from here. */
export interface Flag {
  /** Without its dashes; a switch that turns something off begins with `no-`. */
  name: string;
  short?: string;
  /** What its value is called; a flag without one is a switch. */
  value?: string;
  repeatable?: true;
  text: string;
  /** What holds without it. */
  standard?: string;
  /** The setting of a plan that it gives. */
  setting?: SettingName;
  /** The values of --cluster it belongs to; with another one it is refused. */
  only?: readonly ClusterKind[];
}

export interface FlagGroup {
  title: string;
  flags: readonly Flag[];
}

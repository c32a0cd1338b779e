import type { SettingName } from '../../core/config/settings.ts';
import type { ClusterKind } from '../shared/cluster-kinds.ts';

/** One input of the action: action.yml and docs/reference/action.md are generated from here. */
export interface Input {
  name: string;
  text: string;
  /** What the runner fills in where nothing was given. */
  default?: string;
  /** What holds without it, where that is no fixed value. */
  standard?: string;
  /** The setting of a plan that it gives. */
  setting?: SettingName;
  /** A value that is no setting, but means something to the action alone. */
  ownWord?: string;
  /** The values of `cluster` it belongs to; with another one it is refused. */
  only?: readonly ClusterKind[];
}

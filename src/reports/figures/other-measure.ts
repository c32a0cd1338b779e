import type { MeasureName } from '../../core/objective.ts';
import type { Distribution } from '../../core/result.ts';

/** What an experiment measures besides the total and Ready. */
export interface OtherMeasure {
  /** As objectives name it. */
  measure: MeasureName;
  label: string;
  distribution: Distribution;
  /** The same of the baseline, where there is one that is compared. */
  before?: Distribution | undefined;
  remark: string;
  /** The same where there is little room. */
  shortRemark: string;
}

import type { MeasureName } from '../../core/objective.ts';
import type { Distribution } from '../../core/result.ts';

/** What an experiment measures besides the total and Ready. */
export interface OtherMeasure {
  /** As objectives name it. */
  measure: MeasureName;
  label: string;
  distribution: Distribution;
  remark: string;
  /** The same where there is little room. */
  shortRemark: string;
}

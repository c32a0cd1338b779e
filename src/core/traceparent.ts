/** A span of somebody else's trace, as W3C Trace Context writes it (https://www.w3.org/TR/trace-context/#traceparent-header). */
export interface TraceParent {
  traceId: string;
  spanId: string;
}

export const traceparentForm = /^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/;
export const traceparentProblem =
  'must be a W3C traceparent, for instance 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';

/** Null where the text is no traceparent. */
export function parseTraceparent(text: string): TraceParent | null {
  if (!traceparentForm.test(text)) return null;
  const [, traceId = '', spanId = ''] = text.split('-');
  return { traceId, spanId };
}

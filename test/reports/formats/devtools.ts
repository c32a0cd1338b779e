/** A track as Chromium's DevTools read it. */
export interface ReadTrack {
  process: number;
  name: string | null;
  entries: { name: string; ts: number; dur?: number; args: Record<string, unknown> }[];
}

interface Engine {
  TraceModel: {
    Model: {
      createWithAllHandlers: () => {
        parse: (events: readonly object[], configuration: object) => Promise<void>;
        parsedTrace: (index: number) => { data: ParsedTrace } | null;
      };
    };
  };
}

interface ParsedTrace {
  Renderer: { processes: Map<number, { threads: Map<number, Omit<ReadTrack, 'process'>> }> };
}

/** Its own types are those of all of DevTools, and need the DOM. */
const module: string = '@paulirish/trace_engine/models/trace/trace.js';

/** What the trace reader of Chromium's DevTools makes of a file. @throws where it refuses it */
export async function readTrace(text: string): Promise<ReadTrack[]> {
  const { traceEvents } = JSON.parse(text) as { traceEvents: object[] };
  const { TraceModel } = (await import(module)) as Engine;
  const model = TraceModel.Model.createWithAllHandlers();
  await model.parse(traceEvents, { metadata: {} });
  const parsed = model.parsedTrace(0);
  if (parsed === null) throw new Error('no trace');
  return [...parsed.data.Renderer.processes].flatMap(([process, { threads }]) =>
    [...threads.values()].map(({ name, entries }) => ({ process, name, entries })),
  );
}

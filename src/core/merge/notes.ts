import { isWhole, type Group, type Source } from './groups.ts';

/** What whoever reads a merged result should know of the results it was made of. */
export function notesOf(sources: readonly Source[], groups: readonly Group[]): string[] {
  return [...sources.flatMap(unfinishedNote), ...groups.flatMap(groupNotes), ...notesOfSources(sources)];
}

function unfinishedNote({ name, result }: Source): string[] {
  if (isWhole(result)) return [];
  const starts = result.scenarios.reduce((sum, { summary }) => sum + summary.count, 0);
  const why = result.error === null ? '' : ` (${result.error})`;
  return [`${name} did not end${why}; the ${starts} iterations it has are counted`];
}

/** That some would have said otherwise alone. */
function groupNotes({ title, shards }: Group): string[] {
  const violated = shards.filter(({ scenario }) => scenario.verdict === 'violated');
  if (shards.length === 1 || violated.length === 0) return [];
  const names = violated.map(({ source }) => source.name).join(', ');
  return [
    `${title}: judged alone, ${violated.length} of ${shards.length} shards would be violated (${names})`,
  ];
}

/** Notes of the results themselves, once where all have them. */
function notesOfSources(sources: readonly Source[]): string[] {
  const notes = new Set(sources.flatMap(({ result }) => result.measurement.notes));
  return [...notes].map((text) => {
    const having = sources.filter(({ result }) => result.measurement.notes.includes(text));
    return having.length === sources.length ? text : `${having.map(({ name }) => name).join(', ')}: ${text}`;
  });
}

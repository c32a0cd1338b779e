import { markdownSource, trustedMarkdown, type Markdown } from '../core/markdown.ts';
import { headMarker, sectionBlock, withoutMarkers } from './marker.ts';
import { needsSaying, type Section } from './section.ts';

/** A section as whoever renders the comment gets it. */
export interface ShownSection extends Section {
  /** Stands for the body between its markers: to be put where the body should be, on a line of its own, once. */
  block: Markdown;
}

/** The whole visible text of a comment. A section whose block is not in it is added at the end. */
export type Render = (sections: readonly ShownSection[]) => Markdown;

/** GitHub's limit, in characters; its own count is never higher than that of UTF-16 units. */
export const longestComment = 65_536;

const tooLong = 'This part is too long for a comment; the summary of the run has it.';
const blocksOnly: Render = (sections) =>
  trustedMarkdown(sections.map(({ block }) => markdownSource(block)).join('\n\n'));

/**
 * The text of a comment with its markers. Never too long: the longest bodies are left out first, then what was rendered
 * around them, then whole sections, those that need no saying first. No marker comes from anything that is rendered.
 */
export function composeComment(
  key: string,
  revision: string,
  sections: readonly Section[],
  render: Render,
): string {
  for (const { kept, by } of shrinking(sections, render)) {
    const text = `${headMarker(key, revision)}\n${filled(kept, revision, by)}`;
    if (text.length <= longestComment) return text;
  }
  return headMarker(key, revision);
}

function* shrinking(
  sections: readonly Section[],
  render: Render,
): Generator<{ kept: readonly Section[]; by: Render }> {
  const kept = [...sections];
  yield { kept, by: render };
  const longestFirst = kept
    .filter(({ body }) => body.length > tooLong.length)
    .toSorted((a, b) => b.body.length - a.body.length);
  for (const section of longestFirst) {
    kept[kept.indexOf(section)] = { ...section, body: tooLong };
    yield { kept, by: render };
  }
  const worstFirst = kept.toSorted((a, b) => Number(needsSaying(b.state)) - Number(needsSaying(a.state)));
  for (; worstFirst.length > 0; worstFirst.pop()) yield { kept: worstFirst, by: blocksOnly };
}

/** Renders around words that nobody can guess, and puts the sections there afterwards. */
function filled(sections: readonly Section[], revision: string, render: Render): string {
  const shown = sections.map((section, index) => ({
    ...section,
    block: trustedMarkdown(`section-${revision}-${index}-here`),
  }));
  const missing = new Set(sections.keys());
  const take = (index: number): string => {
    const section = missing.delete(index) ? sections[index] : undefined;
    return section === undefined ? '' : sectionBlock(section);
  };
  const text = withoutMarkers(markdownSource(render(shown))).replaceAll(
    new RegExp(`section-${revision}-(\\d+)-here`, 'g'),
    (_, index: string) => take(Number(index)),
  );
  return [text, ...Array.from(missing, take)].join('\n\n');
}

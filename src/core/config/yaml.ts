import { isCollection, LineCounter, parseAllDocuments, visit, type Document, type YAMLError } from 'yaml';
import type { Problem } from '../errors.ts';
import { jsonDocuments } from './json-documents.ts';
import { kubernetesTags } from './yaml-tags.ts';

export interface YamlDocument {
  /** Counts the documents of the file from 1, empty ones included. */
  number: number;
  value: unknown;
}

export interface YamlFile {
  documents: YamlDocument[];
  problems: Problem[];
}

/**
 * Reads YAML (and so JSON) with the meaning that kubectl gives it. Empty documents are left out, and so are those with
 * a problem.
 *
 * @param keys kubectl takes a key such as `y` for a boolean, and then for the text "true"; `texts` leaves keys alone
 */
export function readYaml(
  text: string,
  source: string,
  keys: 'as-kubectl' | 'texts' = 'as-kubectl',
): YamlFile {
  const json = jsonDocuments(text);
  if (json !== null)
    return { documents: json.map((value, index) => ({ number: index + 1, value })), problems: [] };
  const lines = new LineCounter();
  const parsed = parseAllDocuments(text, {
    version: '1.1',
    schema: 'yaml-1.1',
    customTags: kubernetesTags,
    stringKeys: keys === 'texts',
    lineCounter: lines,
    prettyErrors: false,
    logLevel: 'silent',
  });
  const documents: YamlDocument[] = [];
  const problems: Problem[] = [];
  for (const [index, document] of (Array.isArray(parsed) ? parsed : []).entries()) {
    const read = readDocument(document, (offset) => place(source, lines, offset));
    if ('problem' in read) problems.push(read.problem);
    else if (read.value !== null) documents.push({ number: index + 1, value: read.value });
  }
  return { documents, problems };
}

type PlaceOf = (offset: number) => string;

function readDocument(
  document: Document.Parsed,
  placeOf: PlaceOf,
): { value: unknown } | { problem: Problem } {
  const fault = document.errors[0] ?? document.warnings[0];
  if (fault !== undefined) return { problem: { field: placeOf(fault.pos[0]), ...explain(fault) } };
  const badKey = offsetOfBadKey(document);
  if (badKey !== null) return { problem: { field: placeOf(badKey), ...unusableKey } };
  try {
    return { value: document.toJS() as unknown };
  } catch (error) {
    // Aliases are looked up only now: an unknown one, or too many of them.
    const message = error instanceof Error ? error.message : String(error);
    return { problem: { field: placeOf(document.range[0]), message: `not valid YAML: ${message}` } };
  }
}

const unusableKey = {
  message: 'a mapping or list cannot be a key',
  fix: 'put "{{ … }}" into quotes; or render the template: helm template CHART_FOLDER | pod-start-slo run -f -',
};

function offsetOfBadKey(document: Document.Parsed): number | null {
  let offset: number | null = null;
  visit(document, {
    Pair(_, { key }) {
      if (!isCollection(key)) return undefined;
      offset = key.range?.[0] ?? 0;
      return visit.BREAK;
    },
  });
  return offset;
}

function place(source: string, lines: LineCounter, offset: number): string {
  const { line, col } = lines.linePos(offset);
  return `${source}:${line}:${col}`;
}

const misplacedMapping = {
  message: 'a mapping cannot begin here',
  fix: 'check the indentation of this line and the next, and put a text that holds ": " into quotes',
};

/** Plain sentences for what people run into most. */
const explanations: Partial<Record<YAMLError['code'], Omit<Problem, 'field'>>> = {
  TAB_AS_INDENT: { message: 'a tab indents this line; YAML allows only spaces', fix: 'replace it by spaces' },
  DUPLICATE_KEY: { message: 'this key is given twice in one mapping', fix: 'remove one of the two' },
  BLOCK_AS_IMPLICIT_KEY: misplacedMapping,
  MULTILINE_IMPLICIT_KEY: misplacedMapping,
  BAD_INDENT: { message: 'the indentation is wrong, or a closing bracket is missing' },
  MISSING_CHAR: { message: 'a closing quote, a bracket or a comma is missing before this' },
  BAD_SCALAR_START: { message: 'a text cannot start with this character', fix: 'put the text into quotes' },
  NON_STRING_KEY: unusableKey,
  TAG_RESOLVE_FAILED: { message: 'a tag that starts with "!" cannot be used here', fix: 'remove the tag' },
};

function explain(fault: YAMLError): Omit<Problem, 'field'> {
  return explanations[fault.code] ?? { message: `not valid YAML: ${fault.message}` };
}

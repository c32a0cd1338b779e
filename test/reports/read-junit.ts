import { XmlDocument, XmlElement } from 'libxml2-wasm';

/** A case as a CI system sees it. */
export interface ReadCase {
  classname: string;
  name: string;
  time: string | null;
  /** The element that says how it ended; system-out for one that passed. */
  ended: string;
  type: string | null;
  message: string | null;
  text: string;
}

export interface ReadSuite {
  name: string;
  counts: Record<string, number>;
  properties: Record<string, string>;
  cases: ReadCase[];
}

/** Reads JUnit XML with libxml2, which refuses whatever is no well-formed XML. */
export function readJunit(xml: string): { counts: Record<string, number>; suites: ReadSuite[] } {
  const document = XmlDocument.fromString(xml);
  try {
    const { root } = document;
    return { counts: countsOf(root), suites: elementsOf(root, 'testsuite').map(suiteOf) };
  } finally {
    document.dispose();
  }
}

function suiteOf(suite: XmlElement): ReadSuite {
  const properties = elementsOf(suite, 'properties/property');
  return {
    name: attribute(suite, 'name') ?? '',
    counts: countsOf(suite),
    properties: Object.fromEntries(
      properties.map((each) => [attribute(each, 'name') ?? '', attribute(each, 'value') ?? '']),
    ),
    cases: elementsOf(suite, 'testcase').map(caseOf),
  };
}

function caseOf(element: XmlElement): ReadCase {
  const [said] = elementsOf(element, '*');
  if (said === undefined) throw new Error('says nothing');
  return {
    classname: attribute(element, 'classname') ?? '',
    name: attribute(element, 'name') ?? '',
    time: attribute(element, 'time'),
    ended: said.name,
    type: attribute(said, 'type'),
    message: attribute(said, 'message'),
    text: said.content,
  };
}

function countsOf(element: XmlElement): Record<string, number> {
  const names = ['tests', 'failures', 'errors', 'skipped'];
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = attribute(element, name);
      return value === null ? [] : [[name, Number(value)]];
    }),
  );
}

function elementsOf(element: XmlElement, path: string): XmlElement[] {
  return element.find(path).filter((node) => node instanceof XmlElement);
}

function attribute(element: XmlElement, name: string): string | null {
  return element.attr(name)?.value ?? null;
}

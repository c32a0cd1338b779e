import { type DefaultTreeAdapterTypes, parse } from 'parse5';

type Node = DefaultTreeAdapterTypes.Node;
export type Element = DefaultTreeAdapterTypes.Element;

/** Every element of a page, as a browser makes them of it, in the order of the document. */
export function elementsOf(page: string): Element[] {
  return descendants(parse(page));
}

function descendants(node: Node): Element[] {
  const children = 'childNodes' in node ? node.childNodes : [];
  return children.flatMap((child) =>
    'tagName' in child ? [child, ...descendants(child)] : descendants(child),
  );
}

/** What stands in an element, spaces as one and as such. */
export function textOf(node: Node): string {
  return gather(node).replaceAll(/\s+/g, ' ').trim();
}

function gather(node: Node): string {
  if ('value' in node) return node.value;
  const inside = 'childNodes' in node ? node.childNodes.map(gather).join('') : '';
  return 'tagName' in node && cells.has(node.tagName) ? `${inside} ` : inside;
}

/** Apart on the page without a space between them. */
const cells = new Set(['td', 'th']);

export function attributeOf(element: Element, name: string): string | null {
  const attribute = element.attrs.find((each) => each.name === name);
  return attribute?.value.replaceAll('\u00A0', ' ') ?? null;
}

export function hasClass(element: Element, name: string): boolean {
  return (attributeOf(element, 'class') ?? '').split(' ').includes(name);
}

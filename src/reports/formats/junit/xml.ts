import { cleanText } from '../../wording/clean.ts';

type Attributes = Readonly<Record<string, string | null>>;

/**
 * An XML element: attributes that are null are left out, children are XML already. A format this small needs no builder
 * library; what must hold is that no text ends its attribute or element, and that no character is one that XML lacks
 * (https://www.w3.org/TR/xml/#charsets).
 */
export function element(name: string, attributes: Attributes, children: readonly string[] = []): string {
  const given = Object.entries(attributes).filter((pair): pair is [string, string] => pair[1] !== null);
  const start = [name, ...given.map(([key, value]) => `${key}="${xmlText(value)}"`)].join(' ');
  return children.length === 0 ? `<${start}/>` : `<${start}>${children.join('')}</${name}>`;
}

/** Text of any origin as XML, in an attribute too. Characters that XML does not allow are among those cleaned away. */
export function xmlText(text: string): string {
  return cleanText(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&apos;');
}

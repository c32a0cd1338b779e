import type { ScalarTag, Tags } from 'yaml';

/**
 * How plain scalars are read: as sigs.k8s.io/yaml does, which kubectl uses, so that a manifest means here what it
 * means there. That is YAML 1.1 with Go's number syntax: 0644 and 0o644 are 420, yes/no/on/off/y/n are booleans, and
 * there are no sexagesimal numbers (12:30), no dates and no binary: those stay texts.
 */
export function kubernetesTags(tags: Tags): Tags {
  const standard = tags.filter((tag) => typeof tag !== 'string' && kept.includes(tag.tag));
  return [...standard, plainNumber, { ...plainNumber, tag: 'tag:yaml.org,2002:float', default: false }];
}

const kept = ['map', 'seq', 'str', 'null', 'bool', 'merge'].map((name) => `tag:yaml.org,2002:${name}`);

const plainNumber: ScalarTag = {
  tag: 'tag:yaml.org,2002:int',
  default: true,
  test: /^(?:[-+][_.]*|\.?)[0-9]/,
  resolve: (text) => parseNumber(text) ?? text,
};

const radixes: Readonly<Record<string, number>> = { b: 2, o: 8, x: 16 };
const prefixed = /^([-+]?)0(?:(b)([01]+)|(o?)([0-7]+)|(x)([0-9a-f]+))$/;
const decimal = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:e[-+]?[0-9]+)?$/;

/** A number as Go reads it, or null. Underscores may group digits. */
function parseNumber(text: string): number | null {
  const plain = text.replaceAll('_', '').toLowerCase();
  const match = prefixed.exec(plain);
  if (match !== null) {
    const radix = radixes[match[2] ?? match[6] ?? 'o'] ?? 8;
    const value = Number.parseInt(match[3] ?? match[5] ?? match[7] ?? '', radix);
    return match[1] === '-' ? -value : value;
  }
  const value = decimal.test(plain) ? Number(plain) : Number.NaN;
  return Number.isFinite(value) ? value : null;
}

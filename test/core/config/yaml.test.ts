import { describe, expect, it } from 'vitest';
import { readYaml } from '../../../src/core/config/yaml.ts';

function valueOf(text: string): unknown {
  const { documents, problems } = readYaml(text, 'a.yml');
  expect(problems).toEqual([]);
  return documents[0]?.value;
}

// The right-hand sides are what sigs.k8s.io/yaml 1.6.0 (YAMLToJSON), and so kubectl, makes of them.
describe('plain scalars mean what they mean to kubectl', () => {
  it.each([
    ['0644', 420],
    ['-0644', -420],
    ['0o17', 15],
    ['0O17', 15],
    ['0_7', 7],
    ['00', 0],
    ['089', 89],
    ['08.5', 8.5],
    ['0888_1', 8881],
    ['0x1F', 31],
    ['0X1f', 31],
    ['-0x1f', -31],
    ['0b11', 3],
    ['0b1_1', 3],
    ['-0b11', -3],
    ['0x', '0x'],
    ['+12', 12],
    ['1_000', 1000],
    ['1_0.5', 10.5],
    ['1__0', 10],
    ['_1', '_1'],
    ['1.', 1],
    ['.5', 0.5],
    ['+.5', 0.5],
    ['.5e1', 5],
    ['._5', '._5'],
    ['.7_1', 0.71],
    ['-_7', -7],
    ['.', '.'],
    ['1e3', 1000],
    ['12e03', 12_000],
    ['1.5e3', 1500],
    ['1e', '1e'],
    ['e5', 'e5'],
    ['1e400', '1e400'],
    ['1.2.3', '1.2.3'],
    ['12:30', '12:30'],
    ['190:20:30.15', '190:20:30.15'],
    ['2001-12-14', '2001-12-14'],
    ['2001-12-14t21:59:43.10-05:00', '2001-12-14t21:59:43.10-05:00'],
    ['"0644"', '0644'],
    ['~', null],
    ['NULL', null],
    ['!!str 12', '12'],
    ['=', '='],
  ])('%s', (text, expected) => {
    expect(valueOf(`a: ${text}`)).toEqual({ a: expected });
  });

  it.each(['yes', 'Yes', 'on', 'ON', 'y', 'Y', 'true'])('%s is true', (text) => {
    expect(valueOf(`a: ${text}`)).toEqual({ a: true });
  });

  it.each(['no', 'NO', 'off', 'Off', 'n', 'N', 'false'])('%s is false', (text) => {
    expect(valueOf(`a: ${text}`)).toEqual({ a: false });
  });

  it('and keys are texts', () => {
    expect(valueOf('1: a\non: b')).toEqual({ 1: 'a', true: 'b' });
  });

  it('even where the file asks for another version of YAML', () => {
    expect(valueOf('%YAML 1.2\n---\na: yes')).toEqual({ a: true });
  });
});

it('keys stay as they are written where texts are asked for', () => {
  const { documents } = readYaml('y: &a { N: yes, 1: a }\nz: { <<: *a }', 'a.yml', 'texts');
  expect(documents[0]?.value).toEqual({ y: { N: true, 1: 'a' }, z: { N: true, 1: 'a' } });
});

describe('the structure of files', () => {
  it('may hold anchors and merge keys', () => {
    expect(valueOf('a: &a { x: 1, z: 1 }\nb: { <<: *a, z: 2 }')).toMatchObject({ b: { x: 1, z: 2 } });
  });

  it('may be several documents, of which empty ones are left out', () => {
    const { documents } = readYaml('---\na: 1\n---\n# nothing\n---\nb: 2\n...\n', 'a.yml');
    expect(documents).toEqual([
      { number: 1, value: { a: 1 } },
      { number: 3, value: { b: 2 } },
    ]);
  });

  it('may be JSON, indented with tabs', () => {
    expect(valueOf('{\n\t"a": {\n\t\t"b": [1, null, "0644"]\n\t}\n}\n')).toEqual({
      a: { b: [1, null, '0644'] },
    });
  });

  it('may begin with a byte order mark and end its lines with CR LF', () => {
    expect(valueOf('\uFEFFa: 1\r\nb: x\r\n')).toEqual({ a: 1, b: 'x' });
  });

  it('is nothing when there is nothing', () => {
    expect(readYaml('# only a comment\n', 'a.yml')).toEqual({ documents: [], problems: [] });
  });
});

describe('a fault is told with file, line and column', () => {
  it.each([
    ['a:\n\tb: 1\n', '2:1', 'a tab indents this line; YAML allows only spaces'],
    ['a: 1\nb: 2\na: 3\n', '3:1', 'this key is given twice in one mapping'],
    ['a: b: c\n', '1:4', 'a mapping cannot begin here'],
    ['a: 1\n b: 2\n', '1:4', 'a mapping cannot begin here'],
    ['a: [1,\n', '2:1', 'the indentation is wrong, or a closing bracket is missing'],
    ['a: "x\n', '2:1', 'a closing quote, a bracket or a comma is missing before this'],
    ['a: @x\n', '1:4', 'a text cannot start with this character'],
    ['a: !secret x\n', '1:4', 'a tag that starts with "!" cannot be used here'],
    ['a: !!binary aGVsbG8=\n', '1:4', 'a tag that starts with "!" cannot be used here'],
    ['a: {{ .Values.a }}\n', '1:5', 'a mapping or list cannot be a key'],
    ['a: *b\n', '1:1', 'not valid YAML: Unresolved alias'],
    ['- a\nb: 1', '2:1', 'not valid YAML: Unexpected scalar at node end'],
  ])('%j', (text, place, message) => {
    const { documents, problems } = readYaml(text, 'a.yml');
    expect(documents).toEqual([]);
    expect(problems.map(({ field }) => field)).toEqual([`a.yml:${place}`]);
    expect(problems[0]?.message.slice(0, message.length)).toBe(message);
  });

  it('once a document', () => {
    const { documents, problems } = readYaml('a: 1\n---\nb:\n\tc: 1\n---\nd: 1\nd: 2\n', 'a.yml');
    expect(problems.map(({ field }) => field)).toEqual(['a.yml:4:1', 'a.yml:7:1']);
    expect(documents).toEqual([{ number: 1, value: { a: 1 } }]);
  });

  it('also when aliases would unfold without end', () => {
    const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]'];
    for (let level = 1; level < 9; level += 1) {
      const aliases = Array.from({ length: 10 }, () => `*a${level - 1}`).join(', ');
      lines.push(`a${level}: &a${level} [${aliases}]`);
    }
    expect(readYaml(lines.join('\n'), 'a.yml').problems[0]?.message).toContain('Excessive alias count');
  });
});
